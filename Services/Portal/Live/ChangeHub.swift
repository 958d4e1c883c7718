import Mortality
import ServiceLifecycle
import Threading

/// Wakes the open browsers when something changes in a department that they listen to, and all of them every quarter of a
/// minute, so that connections stay alive and who listens is looked at again.
///
/// It holds no events: each stream asks the journal for what is newer than what it has told.
final class ChangeHub: Service {
    /// Thrown when as many browsers as are allowed are listening already, of all visitors or of the one that asks.
    struct Full: Error {}

    /// A browser's place among those that listen. It is given back when nobody holds it any more, whatever became of the
    /// connection: one that is reset before its answer began, too.
    final class Seat: Sendable {
        /// One element a wake-up, at most one waiting.
        let wakes: AsyncStream<Void>
        /// The number of the last change when it was taken.
        let since: UInt64
        private let id: UInt64
        private let hub: ChangeHub

        fileprivate init(_ id: UInt64, since: UInt64, wakes: AsyncStream<Void>, hub: ChangeHub) {
            self.id = id
            self.since = since
            self.wakes = wakes
            self.hub = hub
        }

        deinit { self.hub.leave(self.id) }
    }

    private struct Listener {
        let departments: Set<DepartmentCode>
        let name: String
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var journal = ChangeJournal()
        var listeners: [UInt64: Listener] = [:]
        var byDepartment: [DepartmentCode: Set<UInt64>] = [:]
        var byName: [String: Int] = [:]
        var lastListener: UInt64 = 0
        var isClosed = false
        var lastBeat = ContinuousClock.now

        func wakes(in department: DepartmentCode) -> [AsyncStream<Void>.Continuation] {
            (self.byDepartment[department] ?? []).compactMap { self.listeners[$0]?.wake }
        }
    }

    /// Distinguishes this process's numbers from those of another Portal, or of an earlier run.
    let epoch: String
    private let capacity: Int
    private let share: Int
    private let heartbeat: Duration
    private let state = Locked(State())

    /// - Parameters:
    ///   - capacity: How many browsers may listen.
    ///   - share: How many of them by one visitor.
    ///   - heartbeat: Between two signs of life on a quiet stream; below every time-out on the way.
    init(epoch: String, capacity: Int = 2_000, share: Int = 500, heartbeat: Duration = .seconds(15)) {
        self.epoch = epoch
        self.capacity = capacity
        self.share = share
        self.heartbeat = heartbeat
    }

    /// The number of browsers that listen.
    var count: Int { self.state.withLock { $0.listeners.count } }

    /// Wakes every stream now and then until the service stops, then ends them all.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: self.heartbeat)
                self.beat()
            }
        }
        self.close()
    }

    /// Records a change and wakes the streams of the department.
    func record(_ kind: ChangeJournal.Kind, department: DepartmentCode, communesByDay: [CivilDay: Set<CommuneCode>]) {
        let wakes = self.state.withLock { state in
            for (day, communes) in communesByDay { state.journal.record(kind, department: department, day: day, communes: communes) }
            return state.wakes(in: department)
        }
        for wake in wakes { wake.yield() }
    }

    /// Records that everything known of a department may be new.
    func forget(_ department: DepartmentCode) {
        let wakes = self.state.withLock { state in
            state.journal.forget(department)
            return state.wakes(in: department)
        }
        for wake in wakes { wake.yield() }
    }

    /// What is newer than `since` in departments, and the number to remember.
    func changes(in departments: [DepartmentCode], since: UInt64) -> (answers: [(DepartmentCode, ChangeJournal.Answer)], upTo: UInt64) {
        self.state.withLock { state in
            (answers: departments.map { ($0, state.journal.changes(in: $0, since: since)) }, upTo: state.journal.last)
        }
    }

    /// Starts listening, awake for the first time.
    ///
    /// - Parameter name: Whose limit it counts for (`Visitor.limitName`).
    func listen(to departments: Set<DepartmentCode>, name: String) throws(Full) -> Seat {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let taken: (id: UInt64, since: UInt64)? = self.state.withLock { state in
            guard !state.isClosed, state.listeners.count < self.capacity, state.byName[name, default: 0] < self.share else { return nil }
            state.lastListener += 1
            state.listeners[state.lastListener] = Listener(departments: departments, name: name, wake: continuation)
            for department in departments { state.byDepartment[department, default: []].insert(state.lastListener) }
            state.byName[name, default: 0] += 1
            return (id: state.lastListener, since: state.journal.last)
        }
        guard let taken else {
            self.beatNow()
            throw Full()
        }
        continuation.yield()
        return Seat(taken.id, since: taken.since, wakes: stream, hub: self)
    }

    /// Wakes every stream.
    func beat() {
        let listeners = self.state.withLock { state in
            state.lastBeat = .now
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.wake.yield() }
    }

    /// The same out of turn, at most once a second: whoever is gone is found out when something is said to them.
    private func beatNow() {
        if self.state.withLock({ ContinuousClock.now - $0.lastBeat > .seconds(1) }) { self.beat() }
    }

    /// Ends every stream; no other begins.
    func close() {
        let listeners = self.state.withLock { state in
            state.isClosed = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.wake.finish() }
    }

    private func leave(_ id: UInt64) {
        self.state.withLock { state in
            guard let listener = state.listeners.removeValue(forKey: id) else { return }
            for department in listener.departments {
                state.byDepartment[department]?.remove(id)
                if state.byDepartment[department]?.isEmpty == true { state.byDepartment[department] = nil }
            }
            state.byName[listener.name, default: 1] -= 1
            if state.byName[listener.name] == 0 { state.byName[listener.name] = nil }
        }
    }
}
