import Logging
import Messaging
import Runtime
import ServiceLifecycle
import Threading

/// Checks once that exchanges and queues are there, and tries again until they are. Until then the service is not ready;
/// declarations are taken nevertheless, since each is published as mandatory.
final class TopologyCheck: Service {
    private let administrator: TopologyAdministrator
    private let logger: Logger
    private let reason = Locked<String?>("exchanges and queues are not checked yet")

    init(administrator: TopologyAdministrator, logger: Logger) {
        self.administrator = administrator
        self.logger = logger
    }

    /// Why the topology cannot be relied on; nothing once it was found complete.
    var absence: String? { self.reason.withLock { $0 } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(MessagingError) {
                    try await self.administrator.check(VigieTopology.topology)
                    self.reason.withLock { $0 = nil }
                    break
                } catch {
                    self.logger.warning("exchanges and queues could not be checked", metadata: ["error": "\(error)"])
                    self.reason.withLock { $0 = error.reason }
                }
                try? await Task.sleep(for: .seconds(2))
            }
        }
        try? await gracefulShutdown()
    }
}
