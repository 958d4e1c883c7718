import Accounts
import Runtime
import Threading
import Web

/// Limits how many batches are under way at once, since each holds its whole body in memory.
final class BatchSlots: Sendable {
    /// The place of one batch. It is given back when nobody refers to it any more, however its request ends.
    final class Slot: Sendable {
        private let slots: BatchSlots
        private let name: String

        fileprivate init(_ slots: BatchSlots, name: String) {
            self.slots = slots
            self.name = name
        }

        deinit { self.slots.leave(self.name) }
    }

    private let underWay = Locked<[String: Int]>([:])
    private let most: Int

    /// Creates places for so many batches.
    ///
    /// - Parameter most: Batches of all visitors together.
    init(most: Int = 12) { self.most = most }

    /// The number of batches under way.
    var count: Int { self.underWay.withLock { $0.values.reduce(0, +) } }

    /// Takes a place for a batch.
    ///
    /// - Throws: `Problem`, 503, when all are taken, or the visitor has as many as it may.
    func enter(_ visitor: Visitor) throws(Problem) -> Slot {
        let share = min(Self.share(visitor.reach), self.most)
        let name = visitor.limitName
        let problem: Problem? = self.underWay.withLock { underWay in
            let own = underWay[name] ?? 0
            guard own < share else { return .unavailable("you have \(own) batches under way already", retryAfter: 2) }
            guard underWay.values.reduce(0, +) < self.most else { return .unavailable("too many batches are under way", retryAfter: 2) }
            underWay[name] = own + 1
            return nil
        }
        if let problem { throw problem }
        return Slot(self, name: name)
    }

    private func leave(_ name: String) {
        self.underWay.withLock { underWay in
            let left = (underWay[name] ?? 1) - 1
            underWay[name] = left > 0 ? left : nil
        }
    }

    /// Returns how many batches one visitor may have under way, so that a client that sends many cannot take the place of all others.
    private static func share(_ reach: KeyRecord.Reach?) -> Int {
        switch reach {
        case nil, .commune: 2
        case .department: 4
        case .all: 8
        }
    }
}
