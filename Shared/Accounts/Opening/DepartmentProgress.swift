public import Mortality

/// How far the opening of a department has come: how many of its communes have an account, have used their code, and have signed in.
public struct DepartmentProgress: Hashable, Sendable {
    /// The department's code.
    public let code: DepartmentCode
    /// The department's name.
    public let name: String
    /// Whether it takes declarations; `nil` for a department that nobody has opened, paused or closed.
    public let life: DepartmentLife?
    /// How many communes it has today.
    public let communes: Int
    /// How many of them have an account.
    public let accounts: Int
    /// How many of them have used their code, so that a password is set.
    public let redeemed: Int
    /// How many of them have signed in.
    public let signedIn: Int
}
