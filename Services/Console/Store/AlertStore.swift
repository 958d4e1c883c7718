import Contracts
import Mortality
import Persistence

/// Reads alerts and their dossiers, as the owner of the database.
struct AlertStore: Sendable {
    /// An alert with what a line of the list shows.
    struct Line: Sendable {
        let id: String
        let department: String
        let kind: String
        let level: String
        let peak: String
        let status: String
        let firstDay: String
        let lastDay: String
        let dossiers: Int
    }

    let pool: DatabasePool

    /// Reads up to `limit` alerts, the open ones first and then the newest.
    func alerts(of department: String?, limit: Int) async throws -> [Line] {
        try await self.pool.query(
            """
            SELECT id, department, kind, level, peak_level, status, first_day, last_day, dossiers FROM alerting.alert
            WHERE $1::text IS NULL OR department = $1 ORDER BY closed_at IS NULL DESC, raised_at DESC, id LIMIT $2
            """, [.optional(department) { .text($0) }, .int(limit)]
        ).map { try Self.line($0) }
    }

    /// Reads an alert's dossier by its number; 0 means the last one.
    func dossier(of alert: String, number: Int) async throws -> Vigie_V1_AlertDossier {
        guard let id = try? AlertID(alert) else { throw ConsoleError("\(alert) is no identifier of an alert: see vigiectl alert list") }
        let body = try await self.pool.query(
            "SELECT body FROM alerting.dossier WHERE alert = $1 AND ($2::int4 = 0 OR number = $2) ORDER BY number DESC LIMIT 1",
            [.uuid(id.bytes), .int4(Int32(clamping: number))]
        ).first?.bytes("body")
        guard let body else { throw ConsoleError("alert \(alert) has no \(number == 0 ? "dossier" : "dossier \(number)"): see vigiectl alert list") }
        return try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
    }

    private static func line(_ row: Row) throws -> Line {
        func name<Value: Numbered & RawRepresentable>(_ column: ColumnKey, _ type: Value.Type) throws -> String where Value.RawValue == String {
            Value(number: Int16(clamping: try row.int(column)))?.rawValue ?? "?"
        }
        func day(_ column: ColumnKey) throws -> String { try CivilDay(daysSinceEpoch: Int(try row.day(column))).description }
        return Line(
            id: try AlertID(bytes: try row.uuid("id")).description, department: try row.text("department"), kind: try name("kind", AlertKind.self),
            level: try name("level", Level.self), peak: try name("peak_level", Level.self), status: try name("status", AlertStatus.self),
            firstDay: try day("first_day"), lastDay: try day("last_day"), dossiers: try row.int("dossiers"))
    }
}
