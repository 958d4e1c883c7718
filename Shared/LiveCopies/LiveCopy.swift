import Contracts
public import Logging
public import Messaging
public import Mortality
public import Runtime
public import ServiceLifecycle
import Threading

/// A service's own copy of the counts or of the judgements: it binds its own queue first, takes the days of its window by RPC, then
/// applies what is newer; and all that again at every reconnection. Older days are asked for when somebody wants them, and kept up
/// from then on as long as there is room. While the broker is away the copy serves as it is.
public final class LiveCopy<Facts: CopiedFacts>: Service {
    /// Called with a department and what moved there: communes by day; no commune where the department as a whole did.
    public typealias Observer = @Sendable (DepartmentCode, [CivilDay: Set<CommuneCode>]) async -> Void

    /// How many answers may wait for older days at once; the others wait for them to have theirs.
    private static var answersAtOnce: Int { 4 }
    /// How many departments are asked about at once for one answer.
    private static var departmentsAtOnce: Int { 4 }
    /// How long an answer waits for its turn.
    private static var patience: Duration { .seconds(4) }

    private let consumer: BatchConsumer
    private let client: RPCClient
    private let window: CopyWindow
    private let departments: @Sendable () -> [DepartmentCode]?
    private let facts: Locked<Facts>
    /// Which departments were loaded whole since the subscription.
    private let loader: DepartmentLoader
    private let isLoaded = Locked(false)
    private let turnstile = Turnstile(width: LiveCopy.answersAtOnce)
    private let logger: Logger
    private let onChange: Observer
    private let onSnapshot: Observer

    /// - Parameters:
    ///   - departments: The departments to copy; nothing while they are not known yet.
    ///   - onChange: Called with what each message moved.
    ///   - onSnapshot: Called after a department was loaded whole, with what that moved.
    public init(
        address: BrokerAddress, client: RPCClient, name: String, window: CopyWindow, logger: Logger,
        departments: @escaping @Sendable () -> [DepartmentCode]?, onChange: @escaping Observer = { _, _ in },
        onSnapshot: @escaping Observer = { _, _ in }
    ) {
        self.consumer = BatchConsumer(
            address: address,
            source: .exclusive(bindings: [.init(exchange: Names.Exchange.events, routingKey: Facts.bindingKey, queue: "")]), prefetch: Facts.prefetch,
            batch: BatchLimits(maximumCount: 200, maximumWait: .milliseconds(5)), name: "\(name) \(Facts.copyName)", logger: logger)
        self.loader = DepartmentLoader(name: Facts.copyName, logger: logger)
        self.client = client
        self.window = window
        self.departments = departments
        self.facts = Locked(Facts(since: window.first, olderBytes: window.olderBytes))
        self.logger = logger
        self.onChange = onChange
        self.onSnapshot = onSnapshot
    }

    // MARK: Reading

    /// Reads the copy, of days within the window. The body must be short.
    public func read<Result>(_ body: (Facts) -> Result) -> Result {
        self.facts.withLock { body($0) }
    }

    /// Reads the copy if it holds some days; nothing where it does not. The body must be short.
    public func readIfHeld<Result>(_ wanted: WantedDays, _ body: (Facts) -> Result) -> Result? {
        self.facts.withLock { $0.days.missing(wanted).isEmpty ? body($0) : nil }
    }

    /// Asks for those days that the copy does not hold. They are held from then on, until others take their room.
    ///
    /// - Throws: `RPCFailure`, `unavailable`, where nobody answers in time.
    public func hold(_ wanted: WantedDays) async throws(RPCFailure) {
        guard !self.facts.withLock({ $0.days.missing(wanted).isEmpty }) else { return }
        guard await self.turnstile.enter(by: .now + Self.patience) else {
            throw RPCFailure(.unavailable, "too many wait for older days of the \(Facts.copyName)")
        }
        defer { self.turnstile.leave() }
        // Whoever went before may have brought them.
        let missing = self.facts.withLock { $0.days.missing(wanted) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, part) in missing.enumerated() {
                    if index >= Self.departmentsAtOnce { try await group.next() }
                    group.addTask { try await self.fetch(part.department, part.days, wanted.depth) }
                }
                try await group.waitForAll()
            }
        } catch {
            throw RPCFailure(.unavailable, "older days of the \(Facts.copyName) cannot be had now: \(error)")
        }
    }

    private func fetch(_ department: DepartmentCode, _ days: ClosedRange<CivilDay>, _ depth: WantedDays.Depth) async throws {
        let fetch = self.facts.withLock { $0.days.begin(department, days, depth) }
        do {
            try await Facts.ask(.older(department, days, depth), self.client) { page in
                self.facts.withLock { _ = $0.merge(page, of: department) }
            }
            self.facts.withLock { $0.days.finish(fetch) }
        } catch {
            self.facts.withLock { $0.days.abandon(fetch) }
            throw error
        }
    }

    /// Why the copy is not there yet; nothing once it was loaded. A broker that is away afterwards only delays it.
    public var absence: String? {
        self.isLoaded.withLock { $0 } ? nil : "the \(Facts.copyName) are not loaded yet\(self.consumer.absence.map { " (\($0))" } ?? "")"
    }

    /// The departments that cannot be loaded, for `/readyz`; the others are served. Nothing when none is missing.
    public var note: String? { self.loader.note }

    // MARK: Keeping up

    /// Keeps the copy up until the service stops.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                group.addTask {
                    await self.consumer.run(
                        onSubscribed: {
                            self.loader.reset()
                            // News of them may have been missed, and nobody may ask for them again.
                            self.facts.withLock { $0.days.forgetOlder() }
                            try await self.load()
                        }, handle: { batch in await self.mergeNews(of: batch) })
                }
                group.addTask { await self.moveOn() }
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// A department that is opened while the service runs is loaded within seconds; at midnight the window moves on.
    private func moveOn() async {
        await Periodic(every: .seconds(3), failure: "a department of the copy of \(Facts.copyName) could not be loaded; it is tried again", logger: self.logger)
            .run {
                self.facts.withLock { $0.days.slide(to: self.window.first) }
                // The first load is the queue's.
                guard self.absence == nil else { return }
                try await self.load()
                try await self.settleDoubts()
            }
    }

    private func load() async throws {
        guard let departments = self.departments() else { throw RPCFailure(.unavailable, "the departments are not known yet") }
        try await self.loader.load(departments) { try await self.load($0) }
        self.isLoaded.withLock { $0 = true }
    }

    private func load(_ department: DepartmentCode) async throws {
        var moved: [CivilDay: Set<CommuneCode>] = [:]
        try await Facts.ask(.window(of: department, since: self.facts.withLock { $0.days.first }), self.client) { page in
            moved.merge(self.facts.withLock { $0.merge(page, of: department) }) { $0.union($1) }
        }
        await self.onSnapshot(department, moved)
    }

    private func settleDoubts() async throws {
        for department in self.facts.withLock({ $0.takeDoubtful() }) {
            do {
                try await Facts.ask(.communes(of: department), self.client) { page in self.facts.withLock { _ = $0.merge(page, of: department) } }
            } catch {
                self.facts.withLock { $0.doubt(department) }
                throw error
            }
        }
    }

    private func mergeNews(of batch: [Delivery]) async {
        for delivery in batch {
            do {
                let news = try Facts.news(in: delivery.body)
                let (department, moved) = self.facts.withLock { $0.merge(news) }
                if !moved.isEmpty { await self.onChange(department, moved) }
            } catch {
                // The next change of the same days, or the next snapshot, brings what this one could not.
                self.logger.error("a message could not be read", metadata: ["copy": "\(Facts.copyName)", "error": "\(error)"])
                Facts.noteUnreadable()
            }
        }
    }
}
