/// What a caller of a pool gets.
enum PoolGrant<Connection: Sendable>: Sendable {
    /// A connection that was free.
    case use(Connection)
    /// The right to open one more; it is given back when opening fails.
    case open
}
