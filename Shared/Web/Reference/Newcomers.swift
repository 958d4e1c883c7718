import Threading

/// Asks for keys that nobody here knows, without letting strangers ask for much: one key once a second, all together a bounded
/// number of times, and everybody who comes with the same key waits for one question.
final class Newcomers<Record: Sendable>: Sendable {
    typealias Answer = CheckedContinuation<Record?, Never>

    /// Questions a second, of all strangers together.
    private static var perSecond: Int { 10 }
    /// Who may wait for one question.
    private static var mostWaiting: Int { 1_000 }

    private struct State {
        /// Who waits for the question about a key that is under way.
        var waiting: [String: [Answer]] = [:]
        /// When questions of the last second were put, and about which key.
        var put: [(at: ContinuousClock.Instant, id: String)] = []
        /// What was learnt lately.
        var learned: [(at: ContinuousClock.Instant, id: String, record: Record)] = []
    }

    private enum Turn {
        case ask
        case wait
        case refuse
    }

    private let state = Locked(State())

    /// The record of a key, if there is one and it was its turn.
    ///
    /// - Parameter question: Asks the store.
    func ask(_ id: String, now: ContinuousClock.Instant = .now, _ question: () async -> Record?) async -> Record? {
        switch self.turn(of: id, now) {
        case .refuse: return nil
        case .wait:
            return await withCheckedContinuation { answer in
                let isLate = self.state.withLock { state in
                    guard state.waiting[id] != nil else { return true }
                    state.waiting[id]?.append(answer)
                    return false
                }
                // It was answered meanwhile.
                if isLate { answer.resume(returning: self.lately(id)) }
            }
        case .ask:
            let record = await question()
            let waiting = self.state.withLock { state in
                if let record { state.learned.append((.now, id, record)) }
                return state.waiting.removeValue(forKey: id) ?? []
            }
            for answer in waiting { answer.resume(returning: record) }
            return record
        }
    }

    /// What was learnt since an instant; what was learnt before is forgotten.
    func learned(since instant: ContinuousClock.Instant) -> [Record] {
        self.state.withLock { state in
            state.learned.removeAll { $0.at < instant }
            return state.learned.map(\.record)
        }
    }

    private func lately(_ id: String) -> Record? {
        self.state.withLock { $0.learned.last { $0.id == id }?.record }
    }

    private func turn(of id: String, _ now: ContinuousClock.Instant) -> Turn {
        self.state.withLock { state in
            if let waiting = state.waiting[id] { return waiting.count < Self.mostWaiting ? .wait : .refuse }
            state.put.removeAll { $0.at < now - .seconds(1) }
            guard state.put.count < Self.perSecond, !state.put.contains(where: { $0.id == id }) else { return .refuse }
            state.put.append((now, id))
            state.waiting[id] = []
            return .ask
        }
    }
}
