import Accounts
import Logging
import Runtime
import Threading

/// The banner that all pages show, read every ten seconds; while the database is away it is the last known one.
final class BannerWatch: Sendable {
    private let store: BannerStore
    private let logger: Logger
    private let known = Locked<Banner?>(nil)

    init(store: BannerStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    var current: Banner? { self.known.withLock { $0 } }

    /// Learns until cancelled.
    func run() async {
        await Periodic(every: .seconds(10), failure: "the banner could not be learnt", level: .debug, logger: self.logger).run { try await self.learn() }
    }

    func learn() async throws {
        let banner = try await self.store.current()
        self.known.withLock { $0 = banner }
    }
}
