/// What was done: a word in lower case with hyphens. Each module may add words of its own.
public struct AuditAction: Hashable, Sendable, CustomStringConvertible {
    /// As it stands in the database.
    public let word: String

    init(_ word: String) { self.word = word }

    /// Reads a word of 2 to 40 letters and hyphens; nothing for what is none.
    public init?(word: String) {
        let utf8 = Array(word.utf8)
        guard (2...40).contains(utf8.count), (0x61...0x7A).contains(utf8[0]), utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
            return nil
        }
        self.word = word
    }

    public var description: String { self.word }
}

extension AuditAction {
    // Signing in and out.
    public static let signedIn = AuditAction("signed-in")
    public static let signInRefused = AuditAction("sign-in-refused")
    public static let signedOut = AuditAction("signed-out")
    public static let signedOutEverywhere = AuditAction("signed-out-everywhere")
    public static let sessionEnded = AuditAction("session-ended")
    public static let passwordSet = AuditAction("password-set")
    public static let secondFactorSet = AuditAction("second-factor-set")
    public static let secondFactorRemoved = AuditAction("second-factor-removed")
    public static let recoveryCodeUsed = AuditAction("recovery-code-used")
    public static let identityTied = AuditAction("identity-tied")
    public static let identityUntied = AuditAction("identity-untied")

    // Accounts.
    public static let accountCreated = AuditAction("account-created")
    public static let accountInvited = AuditAction("account-invited")
    public static let invitationRedeemed = AuditAction("invitation-redeemed")
    public static let accountChanged = AuditAction("account-changed")
    public static let rolesChanged = AuditAction("roles-changed")
    public static let accountMoved = AuditAction("account-moved")
    public static let accountDisabled = AuditAction("account-disabled")
    public static let accountEnabled = AuditAction("account-enabled")
    public static let accountReset = AuditAction("account-reset")
    /// A code went to the account's address: of an invitation, or because somebody said that the password is forgotten.
    public static let invitationMailed = AuditAction("invitation-mailed")
    public static let passwordForgotten = AuditAction("password-forgotten")
    public static let accountErased = AuditAction("account-erased")
    public static let accountExported = AuditAction("account-exported")

    // What was seen, done and taken out.
    public static let dossierSeen = AuditAction("dossier-seen")
    public static let alertActedUpon = AuditAction("alert-acted-upon")
    public static let figuresExported = AuditAction("figures-exported")
    /// A telephone call to a commune was noted, and the list of who has not come was taken out.
    public static let callNoted = AuditAction("call-noted")
    public static let callsExported = AuditAction("calls-exported")
    public static let auditRead = AuditAction("audit-read")
    public static let auditExported = AuditAction("audit-exported")

    // Reminders of a commune.
    public static let reminderSet = AuditAction("reminder-set")
    public static let reminderStopped = AuditAction("reminder-stopped")

    // Departments.
    public static let departmentOpened = AuditAction("department-opened")
    public static let departmentPaused = AuditAction("department-paused")
    public static let departmentResumed = AuditAction("department-resumed")
    public static let departmentClosed = AuditAction("department-closed")

    // The house.
    public static let auditSealed = AuditAction("audit-sealed")
    public static let retentionChanged = AuditAction("retention-changed")
    public static let bannerSet = AuditAction("banner-set")
    public static let bannerCleared = AuditAction("banner-cleared")
}
