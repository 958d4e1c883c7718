import Contracts
import Logging
import Messaging
import Runtime
import ServiceLifecycle
import Threading

/// Checks once that the exchange of declarations is there, and tries again until it is. Until then the service is not ready;
/// declarations are taken nevertheless, since each is published as mandatory.
///
/// Nothing else is looked at: newer brokers show a user only what it has a right to.
final class TopologyCheck: Service {
    private let administrator: TopologyAdministrator
    private let logger: Logger
    private let reason = Locked<String?>("the exchange of declarations is not checked yet")

    init(administrator: TopologyAdministrator, logger: Logger) {
        self.administrator = administrator
        self.logger = logger
    }

    /// Why the topology cannot be relied on; `nil` once it was found complete.
    var absence: String? { self.reason.withLock { $0 } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let work = Periodic(every: .seconds(2), failure: "the exchange of declarations could not be checked", logger: self.logger)
            await work.runPaced {
                do throws(MessagingError) {
                    try await self.administrator.check(Topology(exchanges: [.init(Names.Exchange.declarations, .direct)]))
                } catch {
                    self.reason.withLock { $0 = error.reason }
                    throw error
                }
                self.reason.withLock { $0 = nil }
                return .never
            }
        }
        try? await gracefulShutdown()
    }
}
