/// The deadlines and bounds of a connection to the broker.
public struct ConnectionOptions: Hashable, Sendable {
    /// The interval of heartbeats that is asked of the broker, at least 2 s; a broker that is silent for two of them is given up.
    public var heartbeat: Duration = .seconds(10)
    /// How long connecting and logging in may take together.
    public var handshakeTimeout: Duration = .seconds(5)
    /// How long a call may take that the broker answers (declare, bind, close…).
    public var callTimeout: Duration = .seconds(5)
    /// How long handing bytes to the system may take; beyond, the broker is held to be stuck and the connection is given up.
    public var stallTimeout: Duration = .seconds(3)
    /// How long a publish may take, from the moment that it is asked for until its confirm.
    public var confirmTimeout: Duration = .seconds(5)
    /// How many publishes may be under way at once.
    public var publishLimit = 10_000

    /// Makes the options that Vigie's services use.
    public init() {}
}
