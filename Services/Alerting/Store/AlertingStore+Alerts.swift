import Contracts
import Mortality
import Persistence

/// Alerts, what happened to them, and what they were judged from.
extension AlertingStore {
    func alert(_ id: AlertID, in transaction: Transaction) async throws -> AlertRecord? {
        try await transaction.query(AlertStatements.one, [.uuid(id.bytes)]).first.map { try StoredRow.alert($0) }
    }

    func alert(_ id: AlertID) async throws -> DepartmentAlert? {
        try await self.read(AlertStatements.one, [.uuid(id.bytes)]).first.map { try StoredRow.alert($0).alert }
    }

    /// The alerts of some departments, or of all: those open, then the newest.
    func alerts(of departments: [DepartmentCode]?, limit: Int) async throws -> [DepartmentAlert] {
        try await self.read(
            AlertStatements.several, [.optional(departments) { .textArray($0.map(\.text)) }, .int(limit)]
        ).map { try StoredRow.alert($0).alert }
    }

    /// The number of the last event that was written down of an alert, 0 without.
    func lastEvent(of alert: AlertID, in transaction: Transaction) async throws -> Int {
        try await transaction.query(AlertStatements.lastNumber, [.uuid(alert.bytes)]).one().int("number")
    }

    /// What happened to an alert, by number.
    func events(of alert: AlertID) async throws -> [AlertEvent] {
        try await self.read(AlertStatements.events, [.uuid(alert.bytes)]).map { try StoredRow.event($0) }
    }

    func event(_ id: AlertEventID, in transaction: Transaction) async throws -> AlertEvent? {
        try await transaction.query(AlertStatements.event, [.uuid(id.bytes)]).first.map { try StoredRow.event($0) }
    }

    /// The bytes of a dossier, 0 for the last; nothing where there is none.
    func dossier(of alert: AlertID, number: Int) async throws -> [UInt8]? {
        try await self.read(AlertStatements.dossier, [.uuid(alert.bytes), .int4(Int32(clamping: number))]).first.map { try $0.bytes("body") }
    }
}
