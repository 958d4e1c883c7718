/// How a request was answered, carried as the header `vigie-status`.
public enum RPCStatus: String, CaseIterable, Sendable {
    case ok
    /// The request is not one that the method takes.
    case invalid
    case notFound = "not-found"
    /// The caller may not see what it asked for, or may not ask.
    case denied
    /// What the answer needs is away.
    case unavailable

    static let header = "vigie-status"
}
