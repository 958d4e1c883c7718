/// A policy of RabbitMQ: arguments that hold for the queues whose name matches, and can change while they are in use.
public struct Policy: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case text(String)
        case number(Int)
    }

    public let name: String
    /// A regular expression over queue names.
    public let pattern: String
    public let priority: Int
    public let definition: [String: Value]
    /// Arguments that only some versions of the broker know; the others refuse a policy that has them, and get it without.
    public let whereKnown: [String: Value]

    public init(name: String, pattern: String, priority: Int = 0, definition: [String: Value], whereKnown: [String: Value] = [:]) {
        self.name = name
        self.pattern = pattern
        self.priority = priority
        self.definition = definition
        self.whereKnown = whereKnown
    }
}
