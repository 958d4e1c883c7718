/// What a client may take of a server before it has earned an answer.
public struct HTTPServerLimits: Hashable, Sendable {
    /// From the connection's start to the end of the first request's headers. On a connection that is kept, `idle` bounds it.
    public var header = Duration.seconds(10)
    /// From the end of a request's headers to the end of its body, however busily its bytes trickle in.
    public var body = Duration.seconds(30)
    /// Between two requests on a connection.
    public var idle = Duration.seconds(30)
    /// Bytes of one header, and of all.
    public var headerFieldSize = 8_192
    public var headerListSize = 16_384
    public var headerFieldCount = 64

    /// The limits that Vigie's servers hold.
    public init() {}
}
