/// A request that a server received.
public struct RPCRequest: Sendable {
    /// The name of the method that is asked for.
    public let method: String
    /// The question, encoded as the method says.
    public let body: [UInt8]
    /// The user who asks, which the broker has checked; `nil` where the caller named nobody.
    public let user: String?
    /// The headers that the caller sent along.
    public let headers: [String: String]
    /// How long the caller waits for the reply, counted from when it sent the request.
    public let timeout: Duration?

    /// Makes a request of what a delivery holds.
    public init(method: String, body: [UInt8], user: String? = nil, headers: [String: String] = [:], timeout: Duration? = nil) {
        self.method = method
        self.body = body
        self.user = user
        self.headers = headers
        self.timeout = timeout
    }
}
