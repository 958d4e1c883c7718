/// Matches replies to the callers that wait for them, and knows who has waited too long.
///
/// A pure value. Callers that stopped waiting leave nothing behind: a late reply matches nobody and is dropped.
struct CallLedger<Waiter> {
    private struct Entry {
        let waiter: Waiter
        let deadline: ContinuousClock.Instant
    }

    private var entries: [String: Entry] = [:]
    private var last: UInt64 = 0

    var count: Int { self.entries.count }

    /// Records a caller and returns the correlation id of its request.
    mutating func register(_ waiter: Waiter, deadline: ContinuousClock.Instant) -> String {
        self.last += 1
        let id = String(self.last)
        self.entries[id] = Entry(waiter: waiter, deadline: deadline)
        return id
    }

    /// Removes and returns the caller that a reply is for.
    mutating func take(_ correlationID: String) -> Waiter? {
        self.entries.removeValue(forKey: correlationID)?.waiter
    }

    /// Removes and returns the callers whose deadline has passed.
    mutating func expire(at now: ContinuousClock.Instant) -> [Waiter] {
        guard !self.entries.isEmpty else { return [] }
        let late = self.entries.filter { $0.value.deadline <= now }
        for id in late.keys { self.entries[id] = nil }
        return late.values.map(\.waiter)
    }

    /// Removes and returns every caller, since the connection is gone.
    mutating func abandon() -> [Waiter] {
        defer { self.entries = [:] }
        return self.entries.values.map(\.waiter)
    }
}
