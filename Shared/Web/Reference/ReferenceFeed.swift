public import Accounts
import CoreMetrics
public import Logging
import Runtime
public import ServiceLifecycle

/// Keeps the reference list in memory: keys are read every ten seconds, and with them what tokens are verified by and which
/// departments are paused; communes when an import changed them. While PostgreSQL is away the last snapshot serves.
public final class ReferenceFeed: Service {
    private let store: ReferenceStore
    private let takesTokens: Bool
    private let newcomers: Newcomers<KeyRecord>
    private let newTokenKeys: Newcomers<TokenKey>
    private let feed: StoreFeed<ReferenceSnapshot>

    /// - Parameters:
    ///   - takesTokens: Whether what tokens are verified by is read too.
    ///   - onChange: Called after communes were read anew, the first time included.
    public init(
        store: ReferenceStore, takesTokens: Bool = false, interval: Duration = .seconds(10), logger: Logger,
        onChange: @escaping @Sendable (ReferenceSnapshot) async -> Void = { _ in }
    ) {
        let (newcomers, newTokenKeys) = (Newcomers<KeyRecord>(), Newcomers<TokenKey>())
        self.store = store
        self.takesTokens = takesTokens
        self.newcomers = newcomers
        self.newTokenKeys = newTokenKeys
        self.feed = StoreFeed(of: "keys and communes", interval: interval, logger: logger) { feed in
            let version = try await store.version()
            let began = ContinuousClock.now
            let stored = try await store.keys()
            // What was asked for meanwhile may be newer than the list.
            let keys = stored.adding(newcomers.learned(since: began))
            // A key that was revoked opens nothing from here on, even when the communes of an import cannot be read.
            feed.change { $0 = $0?.with(keys: keys) }
            // Nor does a token.
            let asked = ContinuousClock.now
            let tokens = takesTokens ? try await store.tokens().adding(newTokenKeys.learned(since: asked)) : TokenVerifier()
            feed.change { $0 = $0?.with(tokens: tokens) }
            // A department that was paused takes nothing from here on.
            let lives = try await store.lives()
            feed.change { $0 = $0?.with(lives: lives) }
            guard feed.current?.version != version else { return }
            let snapshot = try await store.places(version: version, keys: keys, tokens: tokens, lives: lives)
            feed.change { $0 = snapshot }
            Gauge(label: "vigie_reference_communes").record(snapshot.communeCount)
            await onChange(snapshot)
        }
    }

    /// The last snapshot; nothing before the first.
    public var snapshot: ReferenceSnapshot? { self.feed.current }

    /// Why there is nothing to serve; nothing once keys and communes were loaded.
    public var absence: String? { self.feed.absence }

    /// Reads again and again until the service stops.
    public func run() async throws { try await self.feed.run() }

    /// Reads what is new, once.
    public func refresh() async throws { try await self.feed.refresh() }

    /// Asks for a key that is not known, and says whether it is known now. One key is asked for once a second at most, all
    /// together ten times; who comes beyond that waits for the list, which is read every ten seconds.
    public func learn(_ key: APIKey) async -> Bool {
        guard self.snapshot != nil else { return false }
        let record = await self.newcomers.ask(key.id) { [store] in try? await store.key(id: key.id) }
        guard let record else { return false }
        self.feed.change { $0 = $0.map { $0.with(keys: $0.keys.adding([record])) } }
        return self.snapshot?.keys.record(for: key) != nil
    }

    /// The same for a key that tokens are signed with.
    public func learn(_ id: TokenKeyID) async -> Bool {
        guard self.takesTokens, self.snapshot != nil else { return false }
        let key = await self.newTokenKeys.ask(id.description) { [store] in try? await store.tokenKey(id: id) }
        guard let key else { return false }
        self.feed.change { $0 = $0.map { $0.with(tokens: $0.tokens.adding([key])) } }
        return self.snapshot?.tokens.knows(id) ?? false
    }
}
