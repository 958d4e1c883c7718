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

    public init(name: String, pattern: String, priority: Int = 0, definition: [String: Value]) {
        self.name = name
        self.pattern = pattern
        self.priority = priority
        self.definition = definition
    }
}
