public import Accounts
import CoreMetrics
public import Logging
import Runtime
public import ServiceLifecycle
import Threading

/// Keeps the reference list in memory: keys are read every ten seconds, and with them what tokens are verified by and which
/// departments are paused; communes when an import changed them. While PostgreSQL is away the last snapshot serves.
public final class ReferenceFeed: Service {
    private let store: ReferenceStore
    private let interval: Duration
    private let logger: Logger
    private let state = Locked<ReferenceSnapshot?>(nil)
    private let takesTokens: Bool
    private let newcomers = Newcomers<KeyRecord>()
    private let newTokenKeys = Newcomers<TokenKey>()
    private let onChange: @Sendable (ReferenceSnapshot) async -> Void

    /// - Parameters:
    ///   - takesTokens: Whether what tokens are verified by is read too.
    ///   - onChange: Called after communes were read anew, the first time included.
    public init(
        store: ReferenceStore, takesTokens: Bool = false, interval: Duration = .seconds(10), logger: Logger,
        onChange: @escaping @Sendable (ReferenceSnapshot) async -> Void = { _ in }
    ) {
        self.store = store
        self.takesTokens = takesTokens
        self.interval = interval
        self.logger = logger
        self.onChange = onChange
    }

    /// The last snapshot; nothing before the first.
    public var snapshot: ReferenceSnapshot? { self.state.withLock { $0 } }

    /// Why there is nothing to serve; nothing once keys and communes were loaded.
    public var absence: String? { self.snapshot == nil ? "keys and communes are not loaded yet" : nil }

    /// Reads the list again and again until the service stops: after two seconds at most until it was read once, then at the interval given.
    public func run() async throws {
        let work = Periodic(
            every: self.interval, retrying: .milliseconds(500)...(.seconds(2)),
            failure: "keys and communes could not be read; the last ones serve", logger: self.logger)
        await cancelWhenGracefulShutdown { await work.run { try await self.refresh() } }
    }

    /// Asks for a key that is not known, and says whether it is known now. One key is asked for once a second at most, all
    /// together ten times; who comes beyond that waits for the list, which is read every ten seconds.
    public func learn(_ key: APIKey) async -> Bool {
        guard self.snapshot != nil else { return false }
        let record = await self.newcomers.ask(key.id) { [store] in try? await store.key(id: key.id) }
        guard let record else { return false }
        self.state.withLock { snapshot in
            guard let known = snapshot else { return }
            snapshot = known.with(keys: known.keys.adding([record]))
        }
        return self.snapshot?.keys.record(for: key) != nil
    }

    /// The same for a key that tokens are signed with.
    public func learn(_ id: TokenKeyID) async -> Bool {
        guard self.takesTokens, self.snapshot != nil else { return false }
        let key = await self.newTokenKeys.ask(id.description) { [store] in try? await store.tokenKey(id: id) }
        guard let key else { return false }
        self.state.withLock { snapshot in
            guard let known = snapshot else { return }
            snapshot = known.with(tokens: known.tokens.adding([key]))
        }
        return self.snapshot?.tokens.knows(id) ?? false
    }

    /// Reads what is new, once.
    public func refresh() async throws {
        let version = try await self.store.version()
        let began = ContinuousClock.now
        let stored = try await self.store.keys()
        // What was asked for meanwhile may be newer than the list.
        let keys = stored.adding(self.newcomers.learned(since: began))
        // A key that was revoked opens nothing from here on, even when the communes of an import cannot be read.
        self.state.withLock { $0 = $0?.with(keys: keys) }
        // Nor does a token.
        let tokens = try await self.tokens()
        self.state.withLock { $0 = $0?.with(tokens: tokens) }
        // A department that was paused takes nothing from here on.
        let lives = try await self.store.lives()
        self.state.withLock { $0 = $0?.with(lives: lives) }
        if let snapshot, snapshot.version == version { return }
        let snapshot = try await self.store.places(version: version, keys: keys, tokens: tokens, lives: lives)
        self.state.withLock { $0 = snapshot }
        Gauge(label: "vigie_reference_communes").record(snapshot.communeCount)
        await self.onChange(snapshot)
    }

    private func tokens() async throws -> TokenVerifier {
        guard self.takesTokens else { return TokenVerifier() }
        let began = ContinuousClock.now
        return try await self.store.tokens().adding(self.newTokenKeys.learned(since: began))
    }
}
