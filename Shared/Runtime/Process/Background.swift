public import ServiceLifecycle

/// Work that runs until the service stops: the group starts it, `stop` asks it to end, and it is cancelled if that is not enough.
public struct Background: Service {
    private let work: @Sendable () async throws -> Void
    private let stop: @Sendable () -> Void

    /// Makes a service of a piece of work.
    ///
    /// - Parameters:
    ///   - stop: Called when an orderly stop begins; `work` should then end by itself.
    ///   - work: Runs until stopped or cancelled.
    public init(stop: @escaping @Sendable () -> Void = {}, work: @escaping @Sendable () async throws -> Void) {
        self.work = work
        self.stop = stop
    }

    /// Makes a service of work that cannot be asked to end: it is cancelled when an orderly stop begins.
    public static func untilStop(_ work: @escaping @Sendable () async throws -> Void) -> Background {
        Background { try await cancelWhenGracefulShutdown { try await work() } }
    }

    /// Runs the work, and calls `stop` when an orderly stop begins.
    public func run() async throws {
        try await withGracefulShutdownHandler(operation: self.work, onGracefulShutdown: self.stop)
    }
}
