import Accounts
import Logging
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

    func run() async {
        while !Task.isCancelled {
            await self.learn()
            try? await Task.sleep(for: .seconds(10))
        }
    }

    func learn() async {
        do {
            let banner = try await self.store.current()
            self.known.withLock { $0 = banner }
        } catch {
            self.logger.debug("the banner could not be learnt", metadata: ["error": "\(error)"])
        }
    }
}
