/// The answer to a request.
public struct RPCReply: Hashable, Sendable {
    /// The most bytes of a reply's body; what is larger is read in pages.
    public static let limit = 4 << 20

    /// Whether the request was answered, and if not, why.
    public let status: RPCStatus
    /// The answer as the method encodes it where the status is `ok`, else the reason in UTF-8.
    public let body: [UInt8]

    /// Makes a reply; for any status but `ok` the body is the reason in UTF-8.
    public init(_ status: RPCStatus, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    /// Makes a reply that says why there is no answer.
    public init(_ status: RPCStatus, reason: String) {
        self.init(status, body: Array(reason.utf8))
    }

    /// The reason, when the status is not `ok`.
    public var reason: String { self.status == .ok ? "" : String(decoding: self.body.prefix(2_000), as: UTF8.self) }
}

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
