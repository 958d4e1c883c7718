public import Mortality

/// A person's account, without its secrets.
public struct Account: Hashable, Sendable {
    /// The identity by which other tables and the audit name the account.
    public let id: AccountID
    /// What its person signs in with.
    public let login: Login
    /// The person's name.
    public let name: String
    /// The person's e-mail address; `nil` where nobody told.
    public let email: String?
    /// The person's telephone number; `nil` where nobody told.
    public let telephone: String?
    /// The roles that it holds; one that this version does not know is left out.
    public let grants: Set<Grant>
    /// When the account was made.
    public let createdAt: Instant
    /// The account that made it; `nil` where vigiectl did.
    public let createdBy: AccountID?
    /// Since when it has been disabled; nothing while it is not.
    public let disabledAt: Instant?
    /// When its person signed in last; `nil` where they never did.
    public let lastSignInAt: Instant?
    /// Whether a password is set.
    public let hasPassword: Bool
    /// Whether an identity at a provider is tied to it.
    public let hasIdentity: Bool
    /// Whether a second factor is in force.
    public let hasSecondFactor: Bool
    /// Until when its code of invitation can be redeemed, or could be; `nil` where it has none.
    public let invitationExpiresAt: Instant?
    /// Whether it is one for demonstration, whose password stands in a file.
    public let isDemo: Bool
    /// A number that each change of its roles, its password or its second factor raises.
    public let version: Int64

    /// What it may do; nothing while it is disabled.
    public var access: Access { Access(self.disabledAt == nil ? self.grants : []) }
}

/// What a sign-in is checked against.
public struct Credentials: Sendable {
    /// The account that is to be opened.
    public let account: Account
    /// The hash of its password; nothing until an invitation is redeemed, or where what is stored is no hash that this service would compute.
    public let passwordHash: PasswordHash?
    /// Its second factor, in force or proposed; `nil` where it has neither.
    public let secondFactor: SecondFactor?
}

/// The second factor of an account, as it is stored.
public struct SecondFactor: Hashable, Sendable {
    /// The secret in force, sealed; nothing until it was confirmed by a first code.
    public let sealed: [UInt8]?
    /// A secret that was shown to its owner and is not confirmed yet, sealed.
    public let proposed: [UInt8]?
    /// The step of the last code that was accepted (RFC 6238); no earlier one is accepted again.
    public let lastStep: Int64
    /// What is stored of the recovery codes that are left.
    public let recoveryCodes: RecoveryCodes
}

/// Restricts which accounts are listed; what is not set does not restrict. Departments, territory and role must all hold of one and the same
/// role.
public struct AccountFilter: Hashable, Sendable {
    /// What an account can do at present.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// It may sign in.
        case active
        /// It has neither a password nor an identity yet.
        case invited
        case disabled
    }

    /// Accounts that hold a role in one of these departments, or in a commune of theirs.
    public var departments: Set<DepartmentCode>?
    /// Accounts that hold a role in exactly this territory.
    public var territory: Territory?
    /// Accounts that hold this role.
    public var role: Role?
    /// Accounts in this state.
    public var state: State?
    /// Accounts whose login or name begins with this text, or a word of whose name does.
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
