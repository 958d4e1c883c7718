public import Mortality

/// How a town hall is reached, as a file tells it; nobody has checked the words yet.
public struct ReadContact: Hashable, Sendable {
    /// The commune whose town hall it is.
    public let commune: CommuneCode
    /// The telephone number as the file has it; nothing where it has none.
    public let telephone: String?
    /// The e-mail address as the file has it; nothing where it has none.
    public let mail: String?
    /// The lines of the postal address as the file has them.
    public let address: [String]
    /// Where it stands, for whoever mends the file: `line 12`, `entry 340`.
    public let place: String
}
