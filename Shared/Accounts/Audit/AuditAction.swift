/// What was done: a word in lower case with hyphens. Each module may add words of its own.
public struct AuditAction: Hashable, Sendable, CustomStringConvertible {
    /// The word, as the database stores it.
    public let word: String

    init(_ word: String) { self.word = word }

    /// Reads a word of 2 to 40 letters and hyphens; `nil` for what is none.
    public init?(word: String) {
        let utf8 = Array(word.utf8)
        guard (2...40).contains(utf8.count), (0x61...0x7A).contains(utf8[0]), utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
            return nil
        }
        self.word = word
    }

    /// The word, as logs and exports show it.
    public var description: String { self.word }
}

extension AuditAction {
    // Signing in and out.
    /// A person opened a session.
    public static let signedIn = AuditAction("signed-in")
    /// Somebody tried to sign in and was not let in.
    public static let signInRefused = AuditAction("sign-in-refused")
    /// A person closed the session that they were using.
    public static let signedOut = AuditAction("signed-out")
    /// All sessions of an account were ended at once, but for the one that asked, if one did; the detail says how many.
    public static let signedOutEverywhere = AuditAction("signed-out-everywhere")
    /// A person closed one of their account's other sessions, or a new sign-in in the same browser replaced it.
    public static let sessionEnded = AuditAction("session-ended")
    /// A person set or changed the password of their own account.
    public static let passwordSet = AuditAction("password-set")
    /// A second factor came into force: its first code was confirmed.
    public static let secondFactorSet = AuditAction("second-factor-set")
    /// The second factor of an account was removed, with its recovery codes.
    public static let secondFactorRemoved = AuditAction("second-factor-removed")
    /// A recovery code was used up in place of a code of the second factor.
    public static let recoveryCodeUsed = AuditAction("recovery-code-used")
    /// An identity at a provider was tied to an account.
    public static let identityTied = AuditAction("identity-tied")
    /// An identity at a provider was taken away from an account.
    public static let identityUntied = AuditAction("identity-untied")

    // Accounts.
    /// An account was made.
    public static let accountCreated = AuditAction("account-created")
    /// An account was given a new code of invitation.
    public static let accountInvited = AuditAction("account-invited")
    /// The person whom a code invited used it, and set a password or tied an identity.
    public static let invitationRedeemed = AuditAction("invitation-redeemed")
    /// The login, name, e-mail address or telephone number of an account was changed.
    public static let accountChanged = AuditAction("account-changed")
    /// Roles were given to an account or taken from it; the detail names them.
    public static let rolesChanged = AuditAction("roles-changed")
    /// A clerk's role was moved from one commune to another.
    public static let accountMoved = AuditAction("account-moved")
    /// An account was disabled: it may do nothing, and cannot sign in.
    public static let accountDisabled = AuditAction("account-disabled")
    /// A disabled account was enabled again.
    public static let accountEnabled = AuditAction("account-enabled")
    /// An account lost its password and its identity, and on demand its second factor, and was invited anew.
    public static let accountReset = AuditAction("account-reset")
    /// A code went to the account's address: of an invitation, or because somebody said that the password is forgotten.
    public static let invitationMailed = AuditAction("invitation-mailed")
    /// Somebody said on the sign-in page that they forgot their password.
    public static let passwordForgotten = AuditAction("password-forgotten")
    /// A person's data was erased from their account.
    public static let accountErased = AuditAction("account-erased")
    /// Everything that is kept about a person was gathered and handed out.
    public static let accountExported = AuditAction("account-exported")

    // What was seen, done and taken out.
    /// A person looked at the dossier of an alert: what the alert was judged from.
    public static let dossierSeen = AuditAction("dossier-seen")
    /// A person acted upon an alert; the detail names the action.
    public static let alertActedUpon = AuditAction("alert-acted-upon")
    /// A person downloaded figures; the detail is the query that chose them.
    public static let figuresExported = AuditAction("figures-exported")
    /// Somebody noted a telephone call to a commune; the detail is its outcome and when it was.
    public static let callNoted = AuditAction("call-noted")
    /// A person downloaded the list of a department's communes to be called.
    public static let callsExported = AuditAction("calls-exported")
    /// A person read entries of the audit.
    public static let auditRead = AuditAction("audit-read")
    /// A person exported entries of the audit.
    public static let auditExported = AuditAction("audit-exported")

    // Reminders of a commune.
    /// A commune's reminders by mail were turned on, or their hour or weekdays were changed.
    public static let reminderSet = AuditAction("reminder-set")
    /// A commune's reminders by mail were turned off.
    public static let reminderStopped = AuditAction("reminder-stopped")

    // Departments.
    /// A department was opened to declarations.
    public static let departmentOpened = AuditAction("department-opened")
    /// A department was paused: its declarations are refused until it resumes.
    public static let departmentPaused = AuditAction("department-paused")
    /// A paused department takes declarations again.
    public static let departmentResumed = AuditAction("department-resumed")
    /// A department was closed for good.
    public static let departmentClosed = AuditAction("department-closed")

    // The house.
    /// Old entries of the audit were removed, and a seal stands for them.
    public static let auditSealed = AuditAction("audit-sealed")
    /// The number of months for which the audit is kept was changed.
    public static let retentionChanged = AuditAction("retention-changed")
    /// The text that all pages show above everything else was set.
    public static let bannerSet = AuditAction("banner-set")
    /// The text that all pages showed above everything else was removed.
    public static let bannerCleared = AuditAction("banner-cleared")
}
