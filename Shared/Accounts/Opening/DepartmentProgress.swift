public import Mortality

/// How far a department is: how many of its communes have an account, have used their code, and have signed in.
public struct DepartmentProgress: Hashable, Sendable {
    /// The department's code.
    public let code: DepartmentCode
    /// The department's name.
    public let name: String
    /// Nothing of one that nobody has opened, paused or closed.
    public let life: DepartmentLife?
    /// Communes of today.
    public let communes: Int
    /// Of these, those with an account of their town hall's.
    public let accounts: Int
    /// Of these, those whose code is used: a password is set.
    public let redeemed: Int
    /// Of these, those that have signed in.
    public let signedIn: Int
}
