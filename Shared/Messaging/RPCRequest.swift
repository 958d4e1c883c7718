/// A request that a server received.
public struct RPCRequest: Sendable {
    public let method: String
    public let body: [UInt8]
    public let headers: [String: String]
    /// How long the caller gave it when it was sent.
    public let timeout: Duration?

    public init(method: String, body: [UInt8], headers: [String: String] = [:], timeout: Duration? = nil) {
        self.method = method
        self.body = body
        self.headers = headers
        self.timeout = timeout
    }
}
