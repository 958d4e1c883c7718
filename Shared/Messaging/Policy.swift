/// A policy of RabbitMQ: arguments that hold for the queues whose name matches, and can change while they are in use.
public struct Policy: Hashable, Sendable {
    /// An argument's value, as RabbitMQ takes it.
    public enum Value: Hashable, Sendable {
        case text(String)
        case number(Int)
    }

    /// The name under which the broker keeps the policy.
    public let name: String
    /// A regular expression over the names of the queues that it holds for.
    public let pattern: String
    /// Of several policies that match a queue, the one with the highest priority holds.
    public let priority: Int
    /// The arguments by name, such as `max-length`.
    public let definition: [String: Value]
    /// Arguments that only some versions of the broker know; the others refuse a policy that has them, and get it without.
    public let whereKnown: [String: Value]

    /// Makes a policy; the broker judges its pattern and arguments.
    public init(name: String, pattern: String, priority: Int = 0, definition: [String: Value], whereKnown: [String: Value] = [:]) {
        self.name = name
        self.pattern = pattern
        self.priority = priority
        self.definition = definition
        self.whereKnown = whereKnown
    }
}
