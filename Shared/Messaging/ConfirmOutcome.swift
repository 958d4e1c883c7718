/// How a publish ended.
enum ConfirmOutcome: Equatable, Sendable {
    case confirmed
    case nacked
    /// Returned as unroutable, then acknowledged (the broker sends the return first).
    case returned(String)
}
