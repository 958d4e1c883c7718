/// Bounds what a client may take up of a server before it is answered.
public struct HTTPServerLimits: Hashable, Sendable {
    /// How long a request's headers may take, from their first byte to their end.
    public var header = Duration.seconds(30)
    /// How long a body may stand still, from the end of the headers on.
    public var body = Duration.seconds(30)
    /// How many bytes a second of a body must come once it has begun.
    public var bodyBytesPerSecond = 1_000
    /// How long a connection may stay idle between two requests: longer than the 60 s after which the edge closes one, so that no request
    /// meets a connection that is being closed.
    public var idle = Duration.seconds(75)
    /// The most bytes of one header.
    public var headerFieldSize = 8_192
    /// Bytes of all headers of a request together.
    public var headerListSize = 16_384
    /// How many headers a request may have.
    public var headerFieldCount = 64

    /// Makes the limits that Vigie's servers hold.
    public init() {}
}
