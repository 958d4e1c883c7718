/// The API keys in force, by id.
public struct KeyRing: Sendable {
    private let records: [String: KeyRecord]

    /// Makes a ring; of two records with one id the later one counts.
    public init(_ records: [KeyRecord] = []) {
        self.records = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// How many keys are in force.
    public var count: Int { self.records.count }

    /// Adds keys; of two with one id the added one counts.
    public func adding(_ records: some Sequence<KeyRecord>) -> KeyRing {
        KeyRing(Array(self.records.values) + records)
    }

    /// The record of a key that somebody presents; `nil` when it is not one of ours, or revoked.
    public func record(for key: APIKey) -> KeyRecord? {
        guard let record = self.records[key.id], key.matches(hash: record.hash) else { return nil }
        return record
    }
}
