/// A request that a server received.
public struct RPCRequest: Sendable {
    public let method: String
    public let body: [UInt8]
    /// Who asks, which the broker has checked; nothing where the caller named nobody.
    public let user: String?
    public let headers: [String: String]
    /// How long the caller gave it when it was sent.
    public let timeout: Duration?

    public init(method: String, body: [UInt8], user: String? = nil, headers: [String: String] = [:], timeout: Duration? = nil) {
        self.method = method
        self.body = body
        self.user = user
        self.headers = headers
        self.timeout = timeout
    }
}
