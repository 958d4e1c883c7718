public import Mortality

/// A person's account, without its secrets.
public struct Account: Hashable, Sendable {
    /// The identity by which other tables and the audit name the account.
    public let id: AccountID
    /// What its person signs in with.
    public let login: Login
    /// The person's name.
    public let name: String
    /// The person's e-mail address; nothing where nobody told.
    public let email: String?
    /// The person's telephone number; nothing where nobody told.
    public let telephone: String?
    /// What it holds; what this version does not know gives nothing and is left out.
    public let grants: Set<Grant>
    /// When the account was made.
    public let createdAt: Moment
    /// None for those that vigiectl made.
    public let createdBy: AccountID?
    /// Since when it has been disabled; nothing while it is not.
    public let disabledAt: Moment?
    /// When its person signed in last; nothing where they never did.
    public let lastSignInAt: Moment?
    /// Whether a password is set.
    public let hasPassword: Bool
    /// Whether an identity at a provider is tied to it.
    public let hasIdentity: Bool
    /// Whether a second factor is in force.
    public let hasSecondFactor: Bool
    /// Until when its invitation can be redeemed, or could; none when there is none.
    public let invitationExpiresAt: Moment?
    /// Whether it is one for demonstration, whose password stands in a file.
    public let isDemo: Bool
    /// Raised by each change of what it may do or how it signs in.
    public let version: Int64

    /// What it may do: nothing while it is disabled.
    public var access: Access { Access(self.disabledAt == nil ? self.grants : []) }
}

/// What it takes to check that somebody who signs in is who they say.
public struct Credentials: Sendable {
    /// The account that is to be opened.
    public let account: Account
    /// None until an invitation is redeemed, or when what is stored is no hash that this service would compute.
    public let passwordHash: PasswordHash?
    /// Its second factor, in force or proposed; nothing where it has neither.
    public let secondFactor: SecondFactor?
}

/// The second factor of an account, as it is stored.
public struct SecondFactor: Hashable, Sendable {
    /// In force, sealed; none until it was confirmed with a first code.
    public let sealed: [UInt8]?
    /// Shown, and not confirmed yet; sealed.
    public let proposed: [UInt8]?
    /// The last step whose code was taken.
    public let lastStep: Int64
    /// What is stored of the recovery codes that are left.
    public let recoveryCodes: RecoveryCodes
}

/// Which accounts are listed; all of them unless told. What is told must all hold of the same role.
public struct AccountFilter: Hashable, Sendable {
    /// What an account can do at present.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// May sign in.
        case active
        /// Has neither password nor identity yet.
        case invited
        case disabled
    }

    /// Those that hold something in one of these departments, or in a commune of theirs.
    public var departments: Set<DepartmentCode>?
    /// Those that hold something in exactly this territory.
    public var territory: Territory?
    /// Those that hold this role.
    public var role: Role?
    /// Those in this state.
    public var state: State?
    /// What login or name begin with, or a word of the name.
    public var text: String?

    /// Makes a filter; what is not given does not restrict.
    public init(
        departments: Set<DepartmentCode>? = nil, territory: Territory? = nil, role: Role? = nil, state: State? = nil, text: String? = nil
    ) {
        self.departments = departments
        self.territory = territory
        self.role = role
        self.state = state
        self.text = text
    }
}
