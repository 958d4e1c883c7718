/// The deadlines and bounds of a connection to the broker.
public struct ConnectionOptions: Hashable, Sendable {
    /// Asked of the broker; a silent broker is given up after two of them. At least 2 s.
    public var heartbeat: Duration = .seconds(10)
    /// For connecting and logging in.
    public var handshakeTimeout: Duration = .seconds(5)
    /// For one call that the broker answers (declare, bind, close…).
    public var callTimeout: Duration = .seconds(5)
    /// For handing bytes to the system: after it the broker is held to be stuck, and the connection is given up.
    public var stallTimeout: Duration = .seconds(3)
    /// For a publish, from the moment that it is asked for until its confirm.
    public var confirmTimeout: Duration = .seconds(5)
    /// Publishes under way at once.
    public var publishLimit = 10_000

    /// Makes the options that Vigie's services use.
    public init() {}
}
