/// What a case is to be answered.
public struct Expectation: Hashable, Sendable, CustomStringConvertible {
    /// The statuses that will do.
    public let statuses: Set<Int>
    /// Where the answer leads to, without its parameters; nothing where that does not matter.
    public let leadsTo: String?

    init(_ statuses: Int..., leadsTo: String? = nil) {
        self.statuses = Set(statuses)
        self.leadsTo = leadsTo
    }

    init(_ statuses: Set<Int>) {
        self.statuses = statuses
        self.leadsTo = nil
    }

    /// Nobody knows who asks.
    static let unknown = Expectation(401)
    /// Whoever asks may not.
    static let refused = Expectation(403)
    /// There is no such thing, or none within reach.
    static let absent = Expectation(404)
    /// A page that is for who is signed in.
    static let signIn = Expectation(303, leadsTo: "/connexion")
    static let secondFactor = Expectation(303, leadsTo: "/mon-compte/second-facteur")

    /// Whether somebody is let in who asks for what is there: what they read may then be looked at.
    public var isAllowed: Bool { self.statuses.allSatisfy { (200..<300).contains($0) } }

    /// The statuses that will do, and where the answer leads to.
    public var description: String {
        self.statuses.sorted().map { String($0) }.joined(separator: " or ") + (self.leadsTo.map { " to \($0)" } ?? "")
    }
}
