import Ledger
import Mortality
import Persistence

/// Compares the derived tables with what follows from the ledger.
struct CountsAudit {
    let pool: DatabasePool

    /// Returns every difference, as of one moment; services may go on meanwhile.
    func differences() async throws -> [CountDifference] {
        try await self.pool.transaction(isolation: .repeatableRead) { try await Self.differences($0) }
    }

    static func differences(_ transaction: Transaction) async throws -> [CountDifference] {
        var differences: [CountDifference] = []
        for row in try await transaction.query(DerivedSQL.states) {
            differences.append(
                CountDifference(
                    kind: .state, subject: "\(try self.declaration(row)) revision \(try row.int("revision"))",
                    found: self.state(try row.int("found")), expected: self.state(try row.int("expected"))))
        }
        for row in try await transaction.query(DerivedSQL.declarations) {
            differences.append(
                CountDifference(
                    kind: .declaration, subject: try self.declaration(row), found: self.revision(try row.optionalInt("found")),
                    expected: self.revision(try row.optionalInt("expected"))))
        }
        for row in try await transaction.query(DerivedSQL.cells) {
            let place = Place(number: Int16(clamping: try row.int("place"))), cause = Cause(number: Int16(clamping: try row.int("cause")))
            differences.append(
                CountDifference(
                    kind: .cell, subject: "\(try self.communeDay(row)) \(place?.rawValue ?? "?") \(cause?.rawValue ?? "?")",
                    found: "\(try row.int("found"))", expected: "\(try row.int("expected"))"))
        }
        for row in try await transaction.query(DerivedSQL.reports) {
            differences.append(
                CountDifference(
                    kind: .report, subject: try self.communeDay(row), found: try self.report(row, "found"), expected: try self.report(row, "expected")))
        }
        return differences
    }

    private static func communeDay(_ row: Row) throws -> String {
        "\(try row.text("commune")) \(try CivilDay(daysSinceEpoch: Int(try row.day("day"))))"
    }

    private static func declaration(_ row: Row) throws -> String {
        "\(try row.text("commune")) \(try DeclarationID(bytes: try row.uuid("id")))"
    }

    private static func report(_ row: Row, _ name: String) throws -> String {
        guard let count = try row.optionalInt(.name(name)), let instant = try row.optionalTimestamp(.name("\(name)_at")) else { return "none" }
        return "\(count) declarations, the last received at \(instant) µs"
    }

    private static func revision(_ number: Int?) -> String { number.map { "revision \($0)" } ?? "none" }

    private static func state(_ number: Int) -> String {
        switch number {
        case 1: "counted"
        case 2: "superseded"
        case 3: "withdrawn"
        default: "state \(number)"
        }
    }
}
