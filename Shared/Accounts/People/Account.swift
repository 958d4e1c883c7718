public import Mortality

/// A person's account, without its secrets.
public struct Account: Hashable, Sendable {
    public let id: AccountID
    public let login: Login
    public let name: String
    public let email: String?
    public let telephone: String?
    /// What it holds; what this version does not know gives nothing and is left out.
    public let grants: Set<Grant>
    public let createdAt: Moment
    /// None for those that vigiectl made.
    public let createdBy: AccountID?
    public let disabledAt: Moment?
    public let lastSignInAt: Moment?
    public let hasPassword: Bool
    /// Whether an identity at a provider is tied to it.
    public let hasIdentity: Bool
    public let hasSecondFactor: Bool
    /// Until when its invitation can be redeemed, or could; none when there is none.
    public let invitationExpiresAt: Moment?
    public let isDemo: Bool
    /// Raised by each change of what it may do or how it signs in.
    public let version: Int64

    /// What it may do: nothing while it is disabled.
    public var access: Access { Access(self.disabledAt == nil ? self.grants : []) }
}

/// What it takes to check that somebody who signs in is who they say.
public struct Credentials: Sendable {
    public let account: Account
    /// None until an invitation is redeemed, or when what is stored is no hash that this service would compute.
    public let passwordHash: PasswordHash?
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
    public let recoveryCodes: RecoveryCodes
}

/// Which accounts are listed; all of them unless told. What is told must all hold of the same role.
public struct AccountFilter: Hashable, Sendable {
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
    public var role: Role?
    public var state: State?
    /// What login or name begin with, or a word of the name.
    public var text: String?

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
