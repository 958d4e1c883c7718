public import Logging
public import ServiceContextModule

/// The key under which a task's context keeps its correlation. It is set where a request or a question comes in and read where anything goes
/// out; nobody in between carries it, so nobody can drop it.
private enum CorrelationKey: ServiceContextKey {
    typealias Value = Correlation
    static let nameOverride: String? = "correlation"
}

extension ServiceContext {
    /// The correlation of the task whose context this is.
    public var correlation: Correlation? {
        get { self[CorrelationKey.self] }
        set { self[CorrelationKey.self] = newValue }
    }
}

extension Correlation {
    /// The correlation of the current task; nothing in a task that nobody asked for, such as a sweep.
    public static var current: Correlation? { ServiceContext.current?.correlation }

    /// The correlation of the current task, or a new one.
    public static var currentOrNew: Correlation { self.current ?? Correlation() }

    /// Runs a piece of work under this correlation, and every task that it starts.
    @concurrent public func during<Value: Sendable>(_ work: @concurrent () async throws -> Value) async rethrows -> Value {
        var context = ServiceContext.current ?? .topLevel
        context.correlation = self
        return try await ServiceContext.withValue(context, operation: work)
    }
}

extension Logger.MetadataProvider {
    /// Adds the correlation of the current task to each log entry.
    public static let correlation = Logger.MetadataProvider {
        Correlation.current.map { ["correlation": .string($0.text)] } ?? [:]
    }
}
