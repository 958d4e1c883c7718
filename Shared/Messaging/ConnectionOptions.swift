/// The deadlines and bounds of a connection to the broker.
public struct ConnectionOptions: Hashable, Sendable {
    /// Asked of the broker; a silent broker is given up after two of them. At least 2 s.
    public var heartbeat: Duration = .seconds(10)
    /// For connecting and logging in.
    public var handshakeTimeout: Duration = .seconds(5)
    /// For one call that the broker answers (declare, bind, close…), and for any call of the library.
    public var callTimeout: Duration = .seconds(5)
    /// For the confirm of a publish.
    public var confirmTimeout: Duration = .seconds(5)
    /// Publishes under way at once.
    public var publishLimit = 10_000

    public init() {}
}
