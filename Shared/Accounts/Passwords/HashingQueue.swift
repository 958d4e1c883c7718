import DequeModule

/// Knows which threads are free and who waits for one. Pure: it says what to do, and `PasswordHasher` does it.
///
/// Who signs in from a device that is known comes before everybody else, so that a flood of tries from elsewhere does not keep
/// people out. Each of the two lines has its own bound.
struct HashingQueue<Waiter> {
    /// Which line somebody waits in.
    enum Line: CaseIterable, Sendable {
        case knownDevice
        case other
    }

    enum Answer {
        /// The thread of this number is theirs until they give it back.
        case granted(Int)
        case mustWait
        case full
    }

    private let capacity: Int
    private var free: [Int]
    private var lines: [Line: Deque<(id: UInt64, waiter: Waiter)>] = [:]
    private var lastWaiter: UInt64 = 0

    /// Makes a queue in which all threads are free.
    ///
    /// - Parameter capacity: How many may wait in each line.
    init(threads: Int, capacity: Int) {
        self.free = Array(0..<max(threads, 1))
        self.capacity = max(capacity, 0)
    }

    var freeCount: Int { self.free.count }
    func waiterCount(_ line: Line) -> Int { self.lines[line]?.count ?? 0 }

    /// Asks for a thread without waiting for one.
    mutating func take(_ line: Line) -> Answer {
        if let thread = self.free.popLast() { return .granted(thread) }
        return self.waiterCount(line) < self.capacity ? .mustWait : .full
    }

    /// Draws the number that a waiter is kept under.
    mutating func nextWaiter() -> UInt64 {
        self.lastWaiter += 1
        return self.lastWaiter
    }

    mutating func enqueue(_ waiter: Waiter, as id: UInt64, in line: Line) { self.lines[line, default: []].append((id, waiter)) }

    /// Takes a waiter who gave up out of its line; `nil` when it was already served.
    mutating func abandon(_ id: UInt64) -> Waiter? {
        for line in Line.allCases {
            if let place = self.lines[line]?.firstIndex(where: { $0.id == id }) { return self.lines[line]?.remove(at: place).waiter }
        }
        return nil
    }

    /// Takes a thread back, and returns who gets it next: who has waited longest in the first line where somebody waits. It rests when nobody
    /// does.
    mutating func giveBack(_ thread: Int) -> Waiter? {
        for line in Line.allCases {
            if let (_, waiter) = self.lines[line]?.popFirst() { return waiter }
        }
        self.free.append(thread)
        return nil
    }
}
