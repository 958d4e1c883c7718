public import Accounts
public import Mortality

/// A person who is signed in, with what they may do now.
public struct Person: Hashable, Sendable {
    /// The account that is signed in.
    public let account: AccountID
    /// The person's name, as others read it.
    public let name: String
    /// What the person signs in with.
    public let login: String
    /// What the account may do now.
    public let access: Access
    /// The session by which they came.
    public let session: SessionReference
    /// Whether they need a second factor and have shown none, so that they may set one up and do nothing else.
    public let lacksSecondFactor: Bool

    /// Makes a person of what a session's store says.
    public init(account: AccountID, name: String, login: String, access: Access, session: SessionReference, lacksSecondFactor: Bool = false) {
        self.account = account
        self.name = name
        self.login = login
        self.access = access
        self.session = session
        self.lacksSecondFactor = lacksSecondFactor
    }
}
