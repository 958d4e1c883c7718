/// Knows which statements a connection has prepared, and under which names. It says what to do; the connection does it.
struct StatementCache {
    struct Key: Hashable {
        var sql: String
        /// The types of the parameters: a statement that was prepared for others is another statement.
        var types: [UInt32]
    }

    enum Step: Equatable {
        case use(String)
        /// The statement is to be prepared under this name, after dropping the one that has to make room.
        case prepare(String, dropping: String?)
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) { self.capacity = Swift.max(1, capacity) }

    var count: Int { self.entries.count }

    /// Says what it takes to run the statement; a `prepare` step counts only once ``prepared(_:as:)`` is called.
    mutating func step(for key: Key) -> Step {
        self.clock += 1
        if let entry = self.entries[key] {
            self.entries[key]?.lastUse = self.clock
            return .use(entry.name)
        }
        var dropped: String?
        if self.entries.count >= self.capacity, let oldest = self.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            self.entries[oldest.key] = nil
            dropped = oldest.value.name
        }
        return .prepare("vigie_\(self.clock)", dropping: dropped)
    }

    mutating func prepared(_ key: Key, as name: String) {
        self.entries[key] = Entry(name: name, lastUse: self.clock)
    }
}
