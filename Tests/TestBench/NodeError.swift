/// A private node could not be started, or did not do what was asked of it.
public struct NodeError: Error, CustomStringConvertible {
    /// `postgres` or `rabbitmq`.
    public let node: String

    /// What was asked: `start`, `kill`, …
    public let verb: String

    /// The script's sentence: it names what to install, or the log to read.
    public let reason: String

    /// One line for the test's output.
    public var description: String { "\(node) \(verb): \(reason)" }
}
