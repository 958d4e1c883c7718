/// The error of a private node that could not be started, or did not do what it was asked.
public struct NodeError: Error, CustomStringConvertible {
    /// The kind of the node: `postgres` or `rabbitmq`.
    public let node: String

    /// The verb that was asked: `start`, `kill` and so on.
    public let verb: String

    /// The sentence of the script, which names what to install or the log to read.
    public let reason: String

    /// The error in one line, for the test's output.
    public var description: String { "\(node) \(verb): \(reason)" }
}
