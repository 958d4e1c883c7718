import Contracts
import Mortality
import Persistence

/// Reads alerts, their events and their dossiers.
extension AlertingStore {
    func alert(_ id: AlertID, in transaction: Transaction) async throws -> AlertRecord? {
        try await transaction.query(AlertStatements.one, [.uuid(id.bytes)]).first.map { try StoredRow.alert($0) }
    }

    func alert(_ id: AlertID) async throws -> DepartmentAlert? {
        try await self.read(AlertStatements.one, [.uuid(id.bytes)]).first.map { try StoredRow.alert($0).alert }
    }

    /// Reads the alerts of some departments, or of all: those that are open come first, then the newest.
    ///
    /// - Parameter position: The alert behind which they begin; `nil` for the beginning.
    func alerts(of departments: [DepartmentCode]?, after position: AlertPosition? = nil, limit: Int) async throws -> [DepartmentAlert] {
        try await self.read(
            AlertStatements.several,
            [
                .optional(departments) { .textArray($0.map(\.text)) }, .int(limit), .optional(position) { .timestamp($0.raisedAt.microseconds) },
                .optional(position) { .bool($0.isOpen) }, .optional(position) { .uuid($0.id.bytes) },
            ]
        ).map { try StoredRow.alert($0).alert }
    }

    /// Returns the number of the last event that was written down of an alert; 0 without events.
    func lastEvent(of alert: AlertID, in transaction: Transaction) async throws -> Int {
        try await transaction.query(AlertStatements.lastNumber, [.uuid(alert.bytes)]).one().int("number")
    }

    /// Reads the events of an alert, by number.
    func events(of alert: AlertID) async throws -> [AlertEvent] {
        try await self.read(AlertStatements.events, [.uuid(alert.bytes)]).map { try StoredRow.event($0) }
    }

    func event(_ id: AlertEventID, in transaction: Transaction) async throws -> AlertEvent? {
        try await transaction.query(AlertStatements.event, [.uuid(id.bytes)]).first.map { try StoredRow.event($0) }
    }

    /// Reads the bytes of a dossier by its number, 0 for the last one; `nil` where there is none.
    func dossier(of alert: AlertID, number: Int) async throws -> [UInt8]? {
        try await self.read(AlertStatements.dossier, [.uuid(alert.bytes), .int4(Int32(clamping: number))]).first.map { try $0.bytes("body") }
    }
}
