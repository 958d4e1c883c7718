/// A thing that the whole test process shares: started by who asks first, awaited by all others.
actor StartedOnce<Value: Sendable> {
    private let start: @Sendable () async throws -> Value
    private var starting: Task<Value, any Error>?

    init(_ start: @escaping @Sendable () async throws -> Value) {
        self.start = start
    }

    /// The one value; a failure to start is everybody's failure too.
    var value: Value {
        get async throws {
            if let starting { return try await starting.value }
            let task = Task { [start] in try await start() }
            starting = task
            return try await task.value
        }
    }
}
