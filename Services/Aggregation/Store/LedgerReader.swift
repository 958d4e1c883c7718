import Contracts
import Ledger
import Mortality
import Persistence
import Runtime

/// Reads the ledger and the counts for whoever asks, within what they may see.
struct LedgerReader: Sendable {
    let pool: DatabasePool
    /// The departments whose rows the database shows to this reader.
    var scope = Scope.departments([])

    /// Returns a reader of the rows of other departments.
    func within(_ scope: Scope) -> LedgerReader { LedgerReader(pool: self.pool, scope: scope) }

    /// Reads up to `limit` cells of a department in the order of their keys, beginning after a key.
    func cells(of department: DepartmentCode, days: ClosedRange<CivilDay>, after key: CellKey?, limit: Int) async throws -> [CellCount] {
        let rows = try await self.query(
            Queries.cells,
            Self.range(department, days) + [
                .text(key?.municipality.text ?? ""), .date(key?.day.daysSinceEpoch ?? 0), .int2(key?.place.number ?? 0),
                .int2(key?.cause.number ?? 0), .int(limit),
            ])
        return try rows.map { try StoredRow.cell($0) }
    }

    /// Reads up to `limit` reports of a department in the order of their keys, beginning after a key.
    func reports(
        of department: DepartmentCode, days: ClosedRange<CivilDay>, after key: ReportKey?, limit: Int
    ) async throws -> [CommuneReport] {
        let parameters =
            Self.range(department, days) + [.text(key?.municipality.text ?? ""), .date(key?.day.daysSinceEpoch ?? 0), .int(limit)]
        guard days != CivilDay.first...CivilDay.last else {
            return try await self.query(Queries.reports, parameters).map { try StoredRow.report($0) }
        }
        return try await self.query(Queries.reportsWithin, parameters).flatMap { try StoredRow.reports($0) }
    }

    /// The communes of a department that ever declared, arrondissements under their municipality; by code.
    func declaringCommunes(of department: DepartmentCode) async throws -> [DeclaringCommune] {
        var communes: [CommuneCode: DeclaringCommune] = [:]
        for row in try await self.query(Queries.declaring, [.text(department.text)]) {
            let one = try StoredRow.declaringCommune(row)
            let known = communes[one.commune]
            communes[one.commune] = DeclaringCommune(
                commune: one.commune, lastReceivedAt: max(one.lastReceivedAt, known?.lastReceivedAt ?? one.lastReceivedAt),
                hasDeclared: one.hasDeclared || known?.hasDeclared ?? false)
        }
        return communes.values.sorted { $0.commune < $1.commune }
    }

    /// Reads everything received under an identifier, ordered by commune, revision and time.
    func revisions(of id: DeclarationID, commune: CommuneCode?) async throws -> [LedgerEntry] {
        let rows = try await self.query(Queries.revisions, [.uuid(id.bytes), .optional(commune?.text) { .text($0) }])
        return try rows.map { try StoredRow.entry($0) }
    }

    /// Reads all revisions of the `limit` declarations of some communes that were received last, ordered by commune, revision and time.
    func declarations(of communes: [CommuneCode], limit: Int) async throws -> [LedgerEntry] {
        let rows = try await self.query(Queries.ofCommunes, [.textArray(communes.map(\.text)), .int(limit)])
        return try rows.map { try StoredRow.entry($0) }
    }

    /// Reads up to `limit` rows that do not count, newest first, beginning behind a page's last row; those of one department or of all, and of
    /// some communes or of all.
    func contested(
        isConflict: Bool, department: DepartmentCode?, communes: [CommuneCode]?, after page: ContestedPage?, limit: Int
    ) async throws -> [ContestedRow] {
        let range = department.map(CommuneRange.init)
        var parameters: [SQLValue] = [.text(range?.first ?? "00000"), .text(range?.last ?? "99999")]
        if let communes { parameters.append(.textArray(communes.map(\.text))) } else { parameters.append(.null) }
        if let page {
            parameters += [
                .timestamp(page.recordedAt.microseconds), .text(page.key.commune.text), .uuid(page.key.id.bytes), .int4(page.revision),
                .bytes(page.fingerprint),
            ]
        } else {
            parameters += [.null, .text(""), .uuid([UInt8](repeating: 0, count: 16)), .int4(0), .bytes([])]
        }
        parameters.append(.int(limit))
        let rows = try await self.query(isConflict ? Queries.conflicts : Queries.refused, parameters)
        return try rows.map { try StoredRow.contested($0) }
    }

    /// Reads the declarations of a department that were received last, newest first.
    func recent(in department: DepartmentCode, limit: Int) async throws -> [CountedDeclaration] {
        let rows = try await self.query(Queries.recent, [.text(department.text), .int(limit)])
        return try rows.map { try StoredRow.declaration($0) }
    }

    /// Reads the deaths of a department by day and by the number of days after which they became known, delays up to `longest` days. The day of
    /// a reception is that of the commune's own zone, as the day of a death is.
    ///
    /// - Parameter communes: whose; `nil` for all of the department.
    func reportingTriangle(
        of department: DepartmentCode, communes: [CommuneCode]? = nil, days: ClosedRange<CivilDay>, longest: Int
    ) async throws -> [ReportingRow] {
        let others = CommuneCode.ofOtherZones(in: department)
        let rows = try await self.query(
            Queries.reportingTriangle,
            [.text(department.zone)] + Self.range(department, days)
                + [
                    .int4(Int32(clamping: longest)), .optional(communes) { .textArray($0.map(\.text)) }, .textArray(others.map(\.text)),
                    .textArray(others.map(\.zone)),
                ])
        var triangle: [CivilDay: ReportingRow] = [:]
        for row in rows {
            let day = try CivilDay(daysSinceEpoch: Int(try row.day("day")))
            triangle[day, default: ReportingRow(day: day, longest: longest)]
                .take(delay: try row.int("delay"), first: try row.int("first"), added: try row.int("added"))
        }
        return triangle.values.sorted { $0.day < $1.day }
    }

    private func query(_ sql: String, _ parameters: [SQLValue]) async throws(DatabaseError) -> Rows {
        try await self.pool.query(sql, parameters, under: self.scope.setting)
    }

    private static func range(_ department: DepartmentCode, _ days: ClosedRange<CivilDay>) -> [SQLValue] {
        let range = CommuneRange(department)
        return [
            .text(range.first), .text(range.last), .date(days.lowerBound.daysSinceEpoch), .date(days.upperBound.daysSinceEpoch),
        ]
    }
}
