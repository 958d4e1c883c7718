public import Mortality

/// How a town hall is reached, as a file tells it; nobody has checked the words yet.
public struct ReadContact: Hashable, Sendable {
    public let commune: CommuneCode
    public let telephone: String?
    public let mail: String?
    public let address: [String]
    /// Where it stands, for whoever mends the file: `line 12`, `entry 340`.
    public let place: String
}
