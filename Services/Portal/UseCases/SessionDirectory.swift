import Accounts
import Logging
import Mortality
import Persistence
import Runtime
import Threading
import Web

/// Knows whose a session is: from memory for half a minute, then by asking the database.
///
/// A role that is taken away works within 60 s everywhere: it is remembered for 30, and a stream looks again every 15. What was known
/// is kept for a day beyond that, for the clerk's token while the database is away, and for nothing else.
final class SessionDirectory: PeopleDirectory {
    /// How long a person is remembered without asking the database.
    static let recalledFor: Duration = .seconds(30)
    /// How long a person may be told as the last known one while the database is away.
    static let lastKnownFor: Duration = .seconds(86_400)
    /// How long the database is not asked again after it did not answer.
    static let pause: Duration = .seconds(1)
    static let limit = 20_000

    private struct State {
        var memory: SessionMemory
        /// Until when the database is taken to be away.
        var awayUntil: ContinuousClock.Instant?
    }

    private let sessions: SessionStore
    private let allowsDemo: Bool
    private let clock: ZoneClock
    private let now: @Sendable () -> ContinuousClock.Instant
    private let logger: Logger
    private let state: Locked<State>

    /// Creates a directory with an empty memory.
    ///
    /// - Parameters:
    ///   - allowsDemo: Whether sessions of accounts for demonstration count.
    ///   - now: A clock that nobody sets; tests give their own.
    init(
        sessions: SessionStore, allowsDemo: Bool, clock: ZoneClock, logger: Logger, limit: Int = SessionDirectory.limit,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.sessions = sessions
        self.allowsDemo = allowsDemo
        self.clock = clock
        self.logger = logger
        self.now = now
        self.state = Locked(State(memory: SessionMemory(limit: limit)))
    }

    // MARK: Asking

    func recalled(_ token: SessionToken) -> Person? {
        let (reference, now) = (token.reference, self.now())
        guard let known = self.state.withLock({ $0.memory.recall(reference) }), now - known.saidAt < Self.recalledFor,
            self.isOpen(known, at: now)
        else { return nil }
        return known.person
    }

    func person(for token: SessionToken) async -> PersonLookup {
        if let person = self.recalled(token) { return .known(person) }
        return await self.asked(token)
    }

    /// Asks the database whose a session is, whatever is remembered. Tokens are signed only for people who were asked for this way, since
    /// forgetting cannot take a token back.
    func asked(_ token: SessionToken) async -> PersonLookup {
        let reference = token.reference
        let now = self.now()
        if self.state.withLock({ $0.awayUntil.map { now < $0 } ?? false }) { return self.unavailable(reference) }
        do {
            let session = try await self.sessions.session(reference, isUse: false)
            guard let session, self.allowsDemo || !session.isDemo else {
                self.state.withLock { state in
                    state.awayUntil = nil
                    state.memory.forget(reference)
                }
                return .unknown
            }
            let person = Person(session)
            let after = self.now()
            self.state.withLock { state in
                state.awayUntil = nil
                state.memory.remember(person, expiresAt: session.expiresAt, at: after)
            }
            return .known(person)
        } catch {
            if Task.isCancelled { return .unavailable(lastKnown: nil) }
            self.logger.warning("a session could not be looked up", metadata: ["error": "\(error)"])
            let until = self.now() + Self.pause
            self.state.withLock { $0.awayUntil = until }
            return self.unavailable(reference)
        }
    }

    private func unavailable(_ reference: SessionReference) -> PersonLookup {
        let now = self.now()
        guard let known = self.state.withLock({ $0.memory.recall(reference) }), now - known.saidAt < Self.lastKnownFor, self.isOpen(known, at: now)
        else { return .unavailable(lastKnown: nil) }
        return .unavailable(lastKnown: known.person)
    }

    /// Returns whether a session has neither expired nor been idle for too long.
    private func isOpen(_ known: SessionMemory.Known, at now: ContinuousClock.Instant) -> Bool {
        now - known.idleSince < known.person.access.idleLimit && self.clock.instant < known.expiresAt
    }

    // MARK: Being told

    func used(by person: Person) {
        let now = self.now()
        self.state.withLock { $0.memory.use(person.session, at: now) }
    }

    /// Forgets a session that this instance ended.
    func forget(_ session: SessionReference) { self.state.withLock { $0.memory.forget(session) } }

    /// Forgets the sessions of an account that this instance changed, without waiting for what other instances learn in half a minute.
    func forget(_ account: AccountID, keeping session: SessionReference? = nil) {
        self.state.withLock { $0.memory.forget(account, keeping: session) }
    }

    // MARK: Writing use down

    /// Records every few seconds which sessions were used, until cancelled.
    func run() async {
        let work = Periodic(every: .seconds(5), failure: "the use of sessions could not be written down", level: .info, logger: self.logger)
        await work.run { try await self.touch() }
    }

    /// Records the sessions that were used. One that cannot be recorded is tried again a minute later.
    func touch() async throws {
        let now = self.now()
        for reference in self.state.withLock({ $0.memory.due(atMost: 500, at: now) }) { try await self.sessions.touch(reference) }
    }
}

extension Person {
    /// The person whose session this is, with their present rights. Someone who needs a second factor and has shown none may only set one up.
    init(_ session: Session) {
        let lacksSecondFactor = session.access.needsSecondFactor && !session.hasSecondFactor
        self.init(
            account: session.account, name: session.name, login: session.login.text, access: lacksSecondFactor ? .none : session.access,
            session: session.reference, lacksSecondFactor: lacksSecondFactor)
    }
}
