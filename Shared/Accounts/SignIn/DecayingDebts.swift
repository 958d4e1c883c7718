/// Keeps what many parties owe, in bounded memory. Each debt shrinks steadily with time.
///
/// A debt is kept as the instant at which it will be paid off (the generic cell rate algorithm): one number a party. When there is
/// no room, the half whose debts are paid off soonest is forgotten, so that whoever makes up ever new names only pushes out
/// names that owe little.
struct DecayingDebts<Party: Hashable & Sendable>: Sendable {
    private let capacity: Int
    /// Microseconds that one unit takes to be paid off.
    private let interval: Int64
    /// The most that anybody owes, in units.
    private let ceiling: Int64
    private var paidOff: [Party: Int64] = [:]

    init(capacity: Int, interval: Duration, ceiling: Int64) {
        self.capacity = max(capacity, 2)
        self.interval = max(Int64(interval / .microseconds(1)), 1)
        self.ceiling = max(ceiling, 1)
    }

    /// How many parties are remembered.
    var count: Int { self.paidOff.count }

    /// Returns what a party owes, in units, rounded up.
    func debt(of party: Party, at now: Int64) -> Int64 {
        let left = self.left(of: party, at: now)
        return left / self.interval + (left % self.interval > 0 ? 1 : 0)
    }

    /// Returns after how many microseconds a party will owe no more than so many units; 0 when it does not now.
    func time(until units: Int64, for party: Party, at now: Int64) -> Int64 {
        max(self.left(of: party, at: now) - units * self.interval, 0)
    }

    /// Adds a unit to what a party owes, up to the ceiling.
    mutating func charge(_ party: Party, at now: Int64) {
        let left = min(self.left(of: party, at: now) + self.interval, self.interval * self.ceiling)
        if self.paidOff[party] == nil, self.paidOff.count >= self.capacity { self.forget(at: now) }
        self.paidOff[party] = now &+ left
    }

    /// Takes a unit off what a party owes.
    mutating func forgive(_ party: Party, at now: Int64) {
        let left = self.left(of: party, at: now) - self.interval
        self.paidOff[party] = left > 0 ? now &+ left : nil
    }

    /// Returns the microseconds until a party's debt is paid off, and never more than the ceiling's, even after the clock went back.
    private func left(of party: Party, at now: Int64) -> Int64 {
        guard let end = self.paidOff[party] else { return 0 }
        let (left, overflow) = end.subtractingReportingOverflow(now)
        return overflow ? 0 : min(max(left, 0), self.interval * self.ceiling)
    }

    private mutating func forget(at now: Int64) {
        self.paidOff = self.paidOff.filter { $0.value > now }
        guard self.paidOff.count >= self.capacity else { return }
        let ends = self.paidOff.values.sorted()
        let median = ends[ends.count / 2]
        self.paidOff = self.paidOff.filter { $0.value > median }
    }
}
