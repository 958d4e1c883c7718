public import Logging
public import ServiceLifecycle
import Threading

/// Keeps what a store gives in memory, and reads it anew every few seconds. While the store cannot be read the last one serves.
public final class StoreFeed<Value: Sendable>: Service {
    private let what: String
    private let interval: Duration
    private let logger: Logger
    private let state = Locked<Value?>(nil)
    private let read: @Sendable (StoreFeed<Value>) async throws -> Void

    /// - Parameters:
    ///   - what: What is kept, for people: "the shapes".
    ///   - read: Reads what is new, and puts it in by `change`.
    public init(
        of what: String, interval: Duration = .seconds(10), logger: Logger, read: @escaping @Sendable (StoreFeed<Value>) async throws -> Void
    ) {
        self.what = what
        self.interval = interval
        self.logger = logger
        self.read = read
    }

    /// The last one; nothing before the first.
    public var current: Value? { self.state.withLock { $0 } }

    /// Why there is nothing to serve; nothing once there was.
    public var absence: String? { self.current == nil ? "\(self.what) are not loaded yet" : nil }

    /// Changes what is kept. The body must be short.
    public func change(_ body: (inout Value?) -> Void) { self.state.withLock { body(&$0) } }

    /// Reads what is new, once.
    public func refresh() async throws { try await self.read(self) }

    /// Reads again and again until the service stops, and soon again after a failure.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await Periodic(
                every: self.interval, retrying: .milliseconds(500)...(.seconds(2)), failure: "\(self.what) could not be read; the last ones serve",
                logger: self.logger
            ).run { try await self.refresh() }
        }
    }
}
