import Crypto
import Formats

/// One numbered step of a service's schema.
public struct Migration: Sendable, Hashable, CustomStringConvertible {
    /// Whose schema it is a step of: the service's name as file names begin with it, such as `aggregation`.
    public let service: String
    /// Its number within the service's schema, from 1 without gaps.
    public let number: Int
    /// What it does, in a word or two with underscores.
    public let name: String
    /// The statements, as the file has them.
    public let sql: String

    /// Makes a step; its number and order are checked when migrations are applied.
    public init(service: String, number: Int, name: String, sql: String) {
        self.service = service
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Reads service, number and name out of a file name such as `aggregation_0001_ledger`.
    public init(fileName: String, sql: String) throws(DatabaseError) {
        let stem = fileName.hasSuffix(".sql") ? String(fileName.dropLast(4)) : fileName
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard let place = parts.firstIndex(where: { $0.count == 4 && $0.allSatisfy { ("0"..."9").contains($0) } }),
            place > 0, place < parts.count - 1, let number = Int(parts[place]), number > 0
        else {
            throw DatabaseError(.migrationRefused, "\(fileName) is not named <service>_<0001>_<name>.sql")
        }
        self.init(
            service: parts[..<place].joined(separator: "_"), number: number,
            name: parts[(place + 1)...].joined(separator: "_"), sql: sql)
    }

    /// Whether the first line asks to run outside a transaction, as `CREATE INDEX CONCURRENTLY` must.
    /// Such a migration is a single statement that may run twice.
    public var runsOutsideTransaction: Bool { self.sql.hasPrefix("-- vigie:no-transaction") }

    /// The SHA-256 of its text in hexadecimal digits, which tells whether the text was edited after it was applied.
    public var checksum: String {
        Hex.text(SHA256.hash(data: Array(self.sql.utf8)))
    }

    /// The name that its file bears, without `.sql`.
    public var description: String {
        let digits = String(self.number)
        return "\(self.service)_\(String(repeating: "0", count: Swift.max(0, 4 - digits.count)))\(digits)_\(self.name)"
    }
}
