/// How a publish ended.
enum ConfirmOutcome: Equatable, Sendable {
    case confirmed
    case nacked
    /// The message was returned as unroutable, and then acknowledged: the broker sends the return first.
    case returned(String)
}
