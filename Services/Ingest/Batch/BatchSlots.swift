import Mortality
import Runtime
import Threading

/// How many batches may be under way at once: each holds its whole body in memory.
final class BatchSlots: Sendable {
    /// One batch's place, given back when nobody holds it any more, however its request ends.
    final class Slot: Sendable {
        private let slots: BatchSlots
        private let key: String

        fileprivate init(_ slots: BatchSlots, key: String) {
            self.slots = slots
            self.key = key
        }

        deinit { self.slots.leave(self.key) }
    }

    private let underWay = Locked<[String: Int]>([:])
    private let most: Int

    /// - Parameter most: Batches of all keys together.
    init(most: Int = 12) { self.most = most }

    /// How many are under way.
    var count: Int { self.underWay.withLock { $0.values.reduce(0, +) } }

    /// Takes a place for a batch.
    ///
    /// - Throws: `Problem`, 503, when all are taken, or the key has as many as it may.
    func enter(_ key: KeyRecord) throws(Problem) -> Slot {
        let share = min(Self.share(key.reach), self.most)
        let problem: Problem? = self.underWay.withLock { underWay in
            let own = underWay[key.id] ?? 0
            guard own < share else { return .unavailable("this key has \(own) batches under way already", retryAfter: 2) }
            guard underWay.values.reduce(0, +) < self.most else { return .unavailable("too many batches are under way", retryAfter: 2) }
            underWay[key.id] = own + 1
            return nil
        }
        if let problem { throw problem }
        return Slot(self, key: key.id)
    }

    private func leave(_ key: String) {
        self.underWay.withLock { underWay in
            let left = (underWay[key] ?? 1) - 1
            underWay[key] = left > 0 ? left : nil
        }
    }

    /// Batches of one key: a client that sends many cannot take the place of all others.
    private static func share(_ reach: KeyRecord.Reach) -> Int {
        switch reach {
        case .commune: 2
        case .department: 4
        case .all: 8
        }
    }
}
