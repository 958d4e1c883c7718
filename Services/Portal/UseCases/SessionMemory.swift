import Accounts
import Mortality
import Web

/// The memory of sessions: whose each is, when the database said so last, and when it was used last. It is pure and bounded: those unused
/// longest make room.
struct SessionMemory {
    struct Known {
        let person: Person
        /// When the database said so.
        let saidAt: ContinuousClock.Instant
        /// When the session ends in any case.
        let expiresAt: Instant
        /// When this instance last saw the session used; `nil` before it did. A mere lookup is no use.
        var usedAt: ContinuousClock.Instant?
        /// When the use was last recorded; `nil` before it was.
        var touchedAt: ContinuousClock.Instant?

        /// Since when the session may be idle, as far as this instance knows.
        var idleSince: ContinuousClock.Instant { self.usedAt ?? self.saidAt }
    }

    private let limit: Int
    private var known: [SessionReference: Known] = [:]

    init(limit: Int) { self.limit = limit }

    var count: Int { self.known.count }

    func recall(_ reference: SessionReference) -> Known? { self.known[reference] }

    mutating func remember(_ person: Person, expiresAt: Instant, at now: ContinuousClock.Instant) {
        let before = self.known[person.session]
        if before == nil, self.known.count >= self.limit { self.makeRoom() }
        self.known[person.session] = Known(
            person: person, saidAt: now, expiresAt: expiresAt, usedAt: before?.usedAt, touchedAt: before?.touchedAt)
    }

    mutating func forget(_ reference: SessionReference) { self.known.removeValue(forKey: reference) }

    mutating func forget(_ account: AccountID, keeping session: SessionReference? = nil) {
        self.known = self.known.filter { $0.value.person.account != account || $0.key == session }
    }

    mutating func use(_ reference: SessionReference, at now: ContinuousClock.Instant) { self.known[reference]?.usedAt = now }

    /// Returns up to `limit` sessions whose use must be recorded: those used since it was last recorded, a minute ago or longer, or never.
    mutating func due(atMost limit: Int, at now: ContinuousClock.Instant) -> [SessionReference] {
        let due = self.known.filter { _, known in
            guard let usedAt = known.usedAt else { return false }
            guard let touchedAt = known.touchedAt else { return true }
            return usedAt > touchedAt && now - touchedAt >= .seconds(60)
        }.prefix(limit).map(\.key)
        for reference in due { self.known[reference]?.touchedAt = now }
        return due
    }

    /// Forgets the tenth of the sessions that was unused longest, to make room for many newcomers at once.
    private mutating func makeRoom() {
        for (reference, _) in self.known.sorted(by: { $0.value.idleSince < $1.value.idleSince }).prefix(max(self.limit / 10, 1)) {
            self.known.removeValue(forKey: reference)
        }
    }
}
