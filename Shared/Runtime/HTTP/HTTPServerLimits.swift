/// What a client may take of a server before it has earned an answer.
public struct HTTPServerLimits: Hashable, Sendable {
    /// From the first byte of a request's headers to their end.
    public var header = Duration.seconds(30)
    /// How long a body may stand still, from the end of its headers on, and how many bytes a second must come after that.
    public var body = Duration.seconds(30)
    /// How many bytes a second of a body must come once it has begun.
    public var bodyBytesPerSecond = 1_000
    /// Between two requests on a connection. Longer than the 60 s after which the edge closes one, so that a request never
    /// meets the end of its connection on its way.
    public var idle = Duration.seconds(75)
    /// Bytes of one header, and of all.
    public var headerFieldSize = 8_192
    /// Bytes of all headers of a request together.
    public var headerListSize = 16_384
    /// How many headers a request may have.
    public var headerFieldCount = 64

    /// The limits that Vigie's servers hold.
    public init() {}
}
