/// A value that the whole test process shares. The first caller starts it, and all others wait for it.
actor StartedOnce<Value: Sendable> {
    private let start: @Sendable () async throws -> Value
    private var starting: Task<Value, any Error>?

    init(_ start: @escaping @Sendable () async throws -> Value) {
        self.start = start
    }

    /// Returns the one value. A failure to start it is every caller's failure.
    var value: Value {
        get async throws {
            if let starting { return try await starting.value }
            let task = Task { [start] in try await start() }
            starting = task
            return try await task.value
        }
    }
}
