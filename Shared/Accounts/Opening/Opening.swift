public import Mortality

/// How a department is to be opened.
public struct OpeningOrder: Hashable, Sendable {
    /// Whose codes are made anew. A code is kept as an HMAC alone, so that a letter can only be printed with a code just made.
    public enum Renewal: Hashable, Sendable {
        /// Of who has none that could still be used.
        case missing
        /// Of some communes too, where nobody has used theirs.
        case communes(Set<CommuneCode>)
        /// Of all communes where nobody has used theirs.
        case unused

        func covers(_ commune: CommuneCode) -> Bool {
            switch self {
            case .missing: false
            case .communes(let communes): communes.contains(commune)
            case .unused: true
            }
        }
    }

    /// The department that is to be opened.
    public let department: DepartmentCode
    /// Whose codes are made anew.
    public let renewal: Renewal
    /// The prefecture's first administrator; nothing where there is one already, or later.
    public let administrator: AccountDraft?
    /// The number that town halls are told to call; nothing where the one that is kept stays.
    public let callCentre: String?

    /// - Throws: `Rejection` of field `callCentre`.
    public init(
        department: DepartmentCode, renewal: Renewal = .missing, administrator: AccountDraft? = nil, callCentre: String? = nil
    ) throws(Rejection) {
        self.department = department
        self.renewal = renewal
        self.administrator = administrator
        do {
            self.callCentre = try AccountDraft.telephone(callCentre)
        } catch {
            throw Rejection(field: "callCentre", reason: error.reason)
        }
    }
}

/// What an opening did. It holds codes, which are shown once and kept nowhere.
public struct Opening: Sendable {
    /// A town hall with its new code.
    public struct Invitation: Sendable {
        /// The town hall's commune.
        public let commune: CommuneCode
        /// As the reference list names the commune.
        public let name: String
        /// What the town hall signs in with.
        public let login: Login
        /// The code that the letter to the town hall carries.
        public let code: InvitationCode

        /// Puts a commune, its login and its new code together.
        public init(commune: CommuneCode, name: String, login: Login, code: InvitationCode) {
            self.commune = commune
            self.name = name
            self.login = login
            self.code = code
        }
    }

    /// The prefecture's administrator with the new code.
    public struct Administrator: Sendable {
        /// The administrator's name, as the order gave it.
        public let name: String
        /// What the administrator signs in with.
        public let login: Login
        /// The code that invites the administrator.
        public let code: InvitationCode
    }

    /// The department that was opened.
    public let department: DepartmentCode
    /// The department's name.
    public let name: String
    /// Whether the department declares after the opening; a paused one stays paused.
    public let life: DepartmentLife
    /// How many communes it has today.
    public let communes: Int
    /// How many accounts were made.
    public let made: Int
    /// Town halls with a code that was given before and not used: it goes on being valid, and nobody can print it again.
    public let kept: Int
    /// Town halls whose password is set: their code is used.
    public let used: Int
    /// Town halls whose account was disabled: they are left alone.
    public let disabled: Int
    /// By commune.
    public let invitations: [Invitation]
    /// Nothing where none was asked for, or the one that was asked for has a code or a password already.
    public let administrator: Administrator?

    /// Makes an opening of what was counted and made.
    public init(
        department: DepartmentCode, name: String, life: DepartmentLife, communes: Int, made: Int, kept: Int = 0, used: Int = 0, disabled: Int = 0,
        invitations: [Invitation], administrator: Administrator? = nil
    ) {
        self.department = department
        self.name = name
        self.life = life
        self.communes = communes
        self.made = made
        self.kept = kept
        self.used = used
        self.disabled = disabled
        self.invitations = invitations
        self.administrator = administrator
    }
}
