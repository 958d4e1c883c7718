public import Logging
public import ServiceContextModule

/// Where a task keeps what it belongs to: set where a request or a question comes in, read where anything goes out. Nobody in
/// between carries it, so nobody can drop it.
private enum CorrelationKey: ServiceContextKey {
    typealias Value = Correlation
    static let nameOverride: String? = "correlation"
}

extension ServiceContext {
    /// What the task belongs to.
    public var correlation: Correlation? {
        get { self[CorrelationKey.self] }
        set { self[CorrelationKey.self] = newValue }
    }
}

extension Correlation {
    /// What the task belongs to; nothing in one that nobody asked for, such as a sweep.
    public static var current: Correlation? { ServiceContext.current?.correlation }

    /// What the task belongs to, or a new one.
    public static var currentOrNew: Correlation { self.current ?? Correlation() }

    /// Runs a piece of work, and every task that it starts, as belonging to this.
    @concurrent public func during<Value: Sendable>(_ work: @concurrent () async throws -> Value) async rethrows -> Value {
        var context = ServiceContext.current ?? .topLevel
        context.correlation = self
        return try await ServiceContext.withValue(context, operation: work)
    }
}

extension Logger.MetadataProvider {
    /// Says in each log entry what its task belongs to.
    public static let correlation = Logger.MetadataProvider {
        Correlation.current.map { ["correlation": .string($0.text)] } ?? [:]
    }
}
