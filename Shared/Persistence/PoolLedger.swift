import DequeModule

/// Knows which connections are free, how many are out, and who waits. Pure: it says what to do, and the pool does it.
struct PoolLedger<Connection: Sendable, Waiter> {
    enum Answer {
        case granted(PoolGrant<Connection>)
        case mustWait
        case tooManyWaiters
        case closed
    }

    private let size: Int
    private let maximumWaiters: Int
    private var idle: [Connection] = []
    private var taken = 0
    private var waiters: Deque<(id: UInt64, waiter: Waiter)> = []
    private var lastWaiter: UInt64 = 0
    private(set) var isClosed = false

    init(size: Int, maximumWaiters: Int) {
        self.size = Swift.max(1, size)
        self.maximumWaiters = Swift.max(0, maximumWaiters)
    }

    var idleCount: Int { self.idle.count }
    var takenCount: Int { self.taken }
    var waiterCount: Int { self.waiters.count }

    /// Asks for a connection without waiting for one. The one used last comes first, so that a quiet pool stays small.
    mutating func take() -> Answer {
        if self.isClosed { return .closed }
        if let connection = self.idle.popLast() {
            self.taken += 1
            return .granted(.use(connection))
        }
        if self.taken < self.size {
            self.taken += 1
            return .granted(.open)
        }
        return self.waiters.count < self.maximumWaiters ? .mustWait : .tooManyWaiters
    }

    /// Draws the number that a waiter is kept under.
    mutating func nextWaiter() -> UInt64 {
        self.lastWaiter += 1
        return self.lastWaiter
    }

    mutating func enqueue(_ waiter: Waiter, as id: UInt64) { self.waiters.append((id, waiter)) }

    /// Takes a waiter who gave up out of the queue; `nil` when it was already served.
    mutating func abandon(_ id: UInt64) -> Waiter? {
        guard let place = self.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return self.waiters.remove(at: place).waiter
    }

    /// Takes a connection back, for the one who waits longest, or to rest. It is not kept when the pool has closed.
    mutating func giveBack(_ connection: Connection) -> (waiter: Waiter?, isKept: Bool) {
        if self.isClosed {
            self.taken -= 1
            return (nil, false)
        }
        if let (_, waiter) = self.waiters.popFirst() { return (waiter, true) }
        self.taken -= 1
        self.idle.append(connection)
        return (nil, true)
    }

    /// Notes that a connection is gone, or could not be opened; the one who waits longest may open another.
    mutating func lost() -> Waiter? {
        if !self.isClosed, let (_, waiter) = self.waiters.popFirst() { return waiter }
        self.taken -= 1
        return nil
    }

    /// Ends the pool: nobody gets a connection any more.
    mutating func close() -> (idle: [Connection], waiters: [Waiter]) {
        self.isClosed = true
        defer {
            self.idle = []
            self.waiters = []
        }
        return (self.idle, self.waiters.map(\.waiter))
    }
}

/// What a caller of a pool gets.
enum PoolGrant<Connection: Sendable>: Sendable {
    /// A connection that was free.
    case use(Connection)
    /// The right to open one more; it is given back when opening fails.
    case open
}
