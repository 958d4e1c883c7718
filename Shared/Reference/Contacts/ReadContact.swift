public import Mortality

/// How a town hall is reached, as a file tells it; nothing is checked yet but the commune.
public struct ReadContact: Hashable, Sendable {
    /// The commune whose town hall it is.
    public let commune: CommuneCode
    /// The telephone number as the file has it; `nil` where it has none.
    public let telephone: String?
    /// The e-mail address as the file has it; `nil` where it has none.
    public let mail: String?
    /// The lines of the postal address as the file has them.
    public let address: [String]
    /// The place in the file, for whoever corrects it: `line 12`, `entry 340`.
    public let place: String
}
