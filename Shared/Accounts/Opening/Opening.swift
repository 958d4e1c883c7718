public import Mortality

/// What whoever opens a department asks for.
public struct OpeningOrder: Hashable, Sendable {
    /// Whose codes are drawn anew. A code is stored as an HMAC alone, so a letter can be printed only with a code that was just drawn.
    public enum Renewal: Hashable, Sendable {
        /// Only those of town halls that have no code that could still be used.
        case missing
        /// Also those of these communes, where nobody has used theirs.
        case communes(Set<CommuneCode>)
        /// Also those of all communes where nobody has used theirs.
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
    /// The prefecture's first administrator; `nil` where there is one already, or is to be one later.
    public let administrator: AccountDraft?
    /// The telephone number that town halls are told to call; `nil` where the one that is stored stays.
    public let callCentre: String?

    /// Makes an order; what is not given stays as it is.
    ///
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

/// What an opening did. It holds the codes that it drew, which are shown once and stored nowhere.
public struct Opening: Sendable {
    /// A town hall with its new code.
    public struct Invitation: Sendable {
        /// The town hall's commune.
        public let commune: CommuneCode
        /// The commune's name, as the reference list has it.
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
    /// How many accounts the opening made.
    public let made: Int
    /// How many town halls keep a code that they were given before and have not used: it stays valid, and cannot be printed again.
    public let kept: Int
    /// How many town halls have used their code and set a password.
    public let used: Int
    /// How many town halls were left out because their account is disabled.
    public let disabled: Int
    /// The town halls with their new codes, by commune.
    public let invitations: [Invitation]
    /// The prefecture's administrator with a new code; `nil` where none was asked for, or they have a code or a password already.
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
