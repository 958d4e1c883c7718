import Mortality
import ServiceLifecycle

/// Wakes the open browsers when something changes, and every quarter of a minute so that the connection stays alive.
///
/// It holds no events: each stream asks the journal for what is newer than what it has told.
actor ChangeHub: Service {
    /// What a stream says to its browser after a wake-up.
    enum Beat: Equatable {
        case answer(ChangeJournal.Answer)
        case alive
    }

    /// Thrown when as many browsers as are allowed are listening already.
    struct Full: Error {}

    /// Distinguishes this process's numbers from those of another Portal, or of an earlier run.
    nonisolated let epoch: String
    private let capacity: Int
    private let heartbeat: Duration
    private var journal = ChangeJournal()
    private var listeners: [UInt64: AsyncStream<Void>.Continuation] = [:]
    private var lastListener: UInt64 = 0
    private var isClosed = false

    init(epoch: String, capacity: Int = 2_000, heartbeat: Duration = .seconds(15)) {
        self.epoch = epoch
        self.capacity = capacity
        self.heartbeat = heartbeat
    }

    /// The number of browsers that listen.
    var count: Int { self.listeners.count }
    /// The number of the last change.
    var last: UInt64 { self.journal.last }

    /// Wakes every stream now and then until the service stops, then ends them all.
    nonisolated func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: self.heartbeat)
                await self.wake()
            }
        }
        await self.close()
    }

    /// Records a change and wakes the streams.
    func record(
        _ kind: ChangeJournal.Kind, department: DepartmentCode, communesByDay: [CivilDay: Set<CommuneCode>]
    ) {
        for (day, communes) in communesByDay { self.journal.record(kind, department: department, day: day, communes: communes) }
        self.wake()
    }

    /// Records that everything known of a department may be new.
    func forget(_ department: DepartmentCode) {
        self.journal.forget(department)
        self.wake()
    }

    /// What is newer than `since` in a department.
    func changes(in department: DepartmentCode, since: UInt64) -> ChangeJournal.Answer {
        self.journal.changes(in: department, since: since)
    }

    /// Starts listening: one element a wake-up, at most one waiting.
    func listen() throws(Full) -> (id: UInt64, wakes: AsyncStream<Void>) {
        guard !self.isClosed, self.listeners.count < self.capacity else { throw Full() }
        self.lastListener += 1
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.listeners[self.lastListener] = continuation
        continuation.yield()
        return (self.lastListener, stream)
    }

    /// Ends one stream.
    func leave(_ id: UInt64) {
        self.listeners.removeValue(forKey: id)?.finish()
    }

    private func wake() {
        for listener in self.listeners.values { listener.yield() }
    }

    private func close() {
        self.isClosed = true
        for listener in self.listeners.values { listener.finish() }
        self.listeners = [:]
    }
}
