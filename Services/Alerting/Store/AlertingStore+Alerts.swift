import Contracts
import Mortality
import Persistence

/// Alerts, what happened to them, and what they were judged from.
extension AlertingStore {
    /// The alert of a kind that is open, else the last that was.
    func lastAlert(of department: DepartmentCode, kind: AlertKind, in transaction: Transaction) async throws -> AlertRecord? {
        try await transaction.query(AlertStatements.last, [.text(department.text), .int2(kind.number)]).first.map { try StoredRow.alert($0) }
    }

    func alert(_ id: [UInt8], in transaction: Transaction) async throws -> AlertRecord? {
        try await transaction.query(AlertStatements.one, [.uuid(id)]).first.map { try StoredRow.alert($0) }
    }

    func alert(_ id: [UInt8]) async throws -> DepartmentAlert? {
        try await self.read(AlertStatements.one, [.uuid(id)]).first.map { try StoredRow.alert($0).alert }
    }

    /// The alerts of some departments, or of all: those open, then the newest.
    func alerts(of departments: [DepartmentCode]?, limit: Int) async throws -> [DepartmentAlert] {
        try await self.read(
            AlertStatements.several, [.optional(departments) { .textArray($0.map(\.text)) }, .int(limit)]
        ).map { try StoredRow.alert($0).alert }
    }

    func save(_ record: AlertRecord, in transaction: Transaction) async throws {
        try await transaction.execute(AlertStatements.save, Columns.alert(record))
    }

    /// Writes what happened to an alert down, each with the next number.
    ///
    /// - Parameter ids: an identifier for each.
    func save(
        _ happenings: [Happening], of alert: [UInt8], ids: [[UInt8]], keyID: String = "", at now: Int64, in transaction: Transaction
    ) async throws -> [AlertEvent] {
        guard !happenings.isEmpty else { return [] }
        var number = try await transaction.query(AlertStatements.lastNumber, [.uuid(alert)]).one().int("number")
        var events: [AlertEvent] = []
        for (happening, id) in zip(happenings, ids) {
            number += 1
            let event = AlertEvent(
                id: id, alert: alert, number: number, at: now, kind: happening.kind, by: happening.by, comment: happening.comment,
                levelBefore: happening.before, levelAfter: happening.after, day: happening.day)
            try await transaction.execute(AlertStatements.saveEvent, Columns.event(event, keyID: keyID))
            events.append(event)
        }
        return events
    }

    /// What happened to an alert, by number.
    func events(of alert: [UInt8]) async throws -> [AlertEvent] {
        try await self.read(AlertStatements.events, [.uuid(alert)]).map { try StoredRow.event($0) }
    }

    func event(_ id: [UInt8], in transaction: Transaction) async throws -> AlertEvent? {
        try await transaction.query(AlertStatements.event, [.uuid(id)]).first.map { try StoredRow.event($0) }
    }

    /// Freezes what an alert was judged from.
    func save(dossier body: [UInt8], number: Int, of alert: [UInt8], at now: Int64, in transaction: Transaction) async throws {
        try await transaction.execute(
            AlertStatements.saveDossier, [.uuid(alert), .int4(Int32(clamping: number)), .timestamp(now), .bytes(body)])
    }

    /// The bytes of a dossier, 0 for the last; nothing where there is none.
    func dossier(of alert: [UInt8], number: Int) async throws -> [UInt8]? {
        try await self.read(AlertStatements.dossier, [.uuid(alert), .int4(Int32(clamping: number))]).first.map { try $0.bytes("body") }
    }
}
