/// Where a consumer's messages come from.
public enum ConsumerSource: Hashable, Sendable {
    /// A durable queue, shared by whoever else consumes it.
    case queue(String)
    /// A queue of the connection's own, named after its user, bound as told (the binding's queue is not used), gone with the
    /// connection.
    case exclusive(bindings: [Topology.Binding])
}
