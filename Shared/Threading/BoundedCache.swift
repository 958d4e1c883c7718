/// Keeps the values that were used last, as long as they weigh no more than a limit together.
public struct BoundedCache<Key: Hashable, Value> {
    private struct Entry {
        let value: Value
        let weight: Int
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var clock = 0
    /// The weight of all values that are kept.
    public private(set) var weight = 0

    /// Makes an empty cache that keeps values of at most this weight together.
    public init(limit: Int) { self.limit = limit }

    /// How many values are kept.
    public var count: Int { self.entries.count }

    /// Returns the value of a key, which becomes the one used last.
    public mutating func value(of key: Key) -> Value? {
        guard let entry = self.entries[key] else { return nil }
        self.clock += 1
        self.entries[key]?.lastUse = self.clock
        return entry.value
    }

    /// Keeps a value; those unused longest make room for it. One that is too heavy alone is not kept.
    public mutating func keep(_ value: Value, as key: Key, weight: Int) {
        if let old = self.entries.removeValue(forKey: key) { self.weight -= old.weight }
        guard weight <= self.limit else { return }
        while self.weight + weight > self.limit, let oldest = self.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            self.entries.removeValue(forKey: oldest.key)
            self.weight -= oldest.value.weight
        }
        self.clock += 1
        self.entries[key] = Entry(value: value, weight: weight, lastUse: self.clock)
        self.weight += weight
    }
}
