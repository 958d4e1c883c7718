import Contracts
import Foundation
import Ledger
import Mortality

/// The answers to the questions of ``AggregationMethods``, apart from how they come and who may ask.
struct AggregationAnswers: Sendable {
    /// Cells and reports a page: under 1 MiB however large their numbers are.
    static let pageSize = 20_000
    /// The largest number of declarations that one request may ask for.
    static let mostRecent = 200
    /// The largest number of contested declarations that a page holds.
    static let mostContested = 500
    /// The largest number of days of death that a reporting triangle spans.
    static let mostTriangleDays = 400
    /// The largest number of communes that a reporting triangle may be restricted to; no department has as many.
    static let mostTriangleCommunes = 2_000

    let reader: LedgerReader
    var pageSize = Self.pageSize

    /// Returns the same answers restricted to those departments: the database gives out no row of another.
    func within(_ scope: Scope) -> AggregationAnswers { AggregationAnswers(reader: self.reader.within(scope), pageSize: self.pageSize) }

    /// One page of a department's counts.
    func snapshot(_ request: Vigie_V1_CountsSnapshotRequest) async throws -> Vigie_V1_CountsSnapshotReply {
        let department = try DepartmentCode(request.department)
        let days = try Self.days(from: request.fromDay, to: request.toDay)
        guard let page = SnapshotPage(token: Array(request.pageToken)) else {
            throw Rejection(field: "page_token", reason: "not a token of ours")
        }
        var reply = Vigie_V1_CountsSnapshotReply()
        var next: SnapshotPage?
        var room = self.pageSize
        var after: ReportKey?
        if request.withCommunes, request.pageToken.isEmpty {
            reply.communes = try await self.reader.declaringCommunes(of: department).map(\.message)
        }
        switch page {
        case .cells(let key):
            let cells = try await self.reader.cells(of: department, days: days, after: key, limit: room)
            reply.cells = cells.map(\.message)
            room -= cells.count
            if room == 0, let last = cells.last {
                next = .cells(after: CellKey(municipality: last.commune, day: last.day, place: last.place, cause: last.cause))
            }
        case .reports(let key): after = key
        }
        if room > 0, !request.withoutReports {
            let reports = try await self.reader.reports(of: department, days: days, after: after, limit: room)
            if request.reportsByCommune { reply.setReportsByCommune(reports) } else { reply.reports = reports.map(\.message) }
            if reports.count == room, let last = reports.last {
                next = .reports(after: ReportKey(municipality: last.commune, day: last.day))
            }
        }
        if let next { reply.nextPageToken = .init(next.token) }
        return reply
    }

    /// Answers what the ledger says of a declaration, in the communes of the departments for which `isVisible` returns true.
    func status(
        _ request: Vigie_V1_DeclarationStatusRequest, isVisible: (DepartmentCode) -> Bool
    ) async throws -> Vigie_V1_DeclarationStatusReply {
        let id = try DeclarationID(bytes: Array(request.id))
        let commune = request.commune.isEmpty ? nil : try CommuneCode(request.commune)
        let entries = try await self.reader.revisions(of: id, commune: commune).filter { isVisible($0.key.commune.department) }
        var reply = Vigie_V1_DeclarationStatusReply()
        reply.declarations = DeclarationStanding.all(of: entries).map(\.message)
        return reply
    }

    /// Answers a page of the revisions that were received and do not count (refusals or conflicts, whichever is asked for), newest first.
    func contested(_ request: Vigie_V1_ContestedDeclarationsRequest) async throws -> Vigie_V1_ContestedDeclarationsReply {
        guard request.state == .refused || request.state == .conflict else { throw Rejection(field: "state", reason: "neither refused nor conflict") }
        let department = request.department.isEmpty ? nil : try DepartmentCode(request.department)
        let commune = request.commune.isEmpty ? nil : try CommuneCode(request.commune)
        var page: ContestedPage?
        if !request.pageToken.isEmpty {
            page = ContestedPage(token: Array(request.pageToken))
            guard page != nil else { throw Rejection(field: "page_token", reason: "not a token of ours") }
        }
        let limit = request.limit == 0 ? 100 : min(Int(request.limit), Self.mostContested)
        let rows = try await self.reader.contested(
            isConflict: request.state == .conflict, department: department, communes: commune.map { [$0] + $0.arrondissements }, after: page, limit: limit)
        var reply = Vigie_V1_ContestedDeclarationsReply()
        reply.declarations = rows.map { $0.entry.message }
        if rows.count == limit, let last = rows.last { reply.nextPageToken = .init(last.page.token) }
        return reply
    }

    /// Answers the last declarations of a commune and its arrondissements, each with all its revisions.
    func ofCommune(_ request: Vigie_V1_CommuneDeclarationsRequest) async throws -> Vigie_V1_CommuneDeclarationsReply {
        let commune = try CommuneCode(request.commune)
        let limit = request.limit == 0 ? 50 : min(Int(request.limit), Self.mostRecent)
        let entries = try await self.reader.declarations(of: [commune] + commune.arrondissements, limit: limit)
        var reply = Vigie_V1_CommuneDeclarationsReply()
        reply.declarations = DeclarationStanding.all(of: entries).sorted { ($0.receivedAt, $0.key) > ($1.receivedAt, $1.key) }.map(\.message)
        return reply
    }

    /// Answers the reporting triangle of a department: deaths by day of death and by days until they were declared.
    func reportingTriangle(_ request: Vigie_V1_ReportingTriangleRequest) async throws -> Vigie_V1_ReportingTriangleReply {
        let department = try DepartmentCode(request.department)
        let days = try Self.days(from: request.fromDay, to: request.toDay)
        guard days.lowerBound.distance(to: days.upperBound) < Self.mostTriangleDays else {
            throw Rejection(field: "to_day", reason: "more than \(Self.mostTriangleDays) days")
        }
        guard (1...60).contains(request.longest) else { throw Rejection(field: "longest", reason: "not a delay from 1 to 60 days") }
        guard request.communes.count <= Self.mostTriangleCommunes else {
            throw Rejection(field: "communes", reason: "more than \(Self.mostTriangleCommunes)")
        }
        let communes = try request.communes.map { try CommuneCode($0) }
        var reply = Vigie_V1_ReportingTriangleReply()
        reply.rows = try await self.reader.reportingTriangle(
            of: department, communes: communes.isEmpty ? nil : communes, days: days, longest: Int(request.longest)
        ).map(\.message)
        return reply
    }

    /// Answers the last declarations of a department, newest first.
    func recent(_ request: Vigie_V1_RecentDeclarationsRequest) async throws -> Vigie_V1_RecentDeclarationsReply {
        let department = try DepartmentCode(request.department)
        let limit = request.limit == 0 ? 20 : min(Int(request.limit), Self.mostRecent)
        var reply = Vigie_V1_RecentDeclarationsReply()
        reply.declarations = try await self.reader.recent(in: department, limit: limit).map(\.message)
        return reply
    }

    /// Returns the range of days that a request names; 0 for both ends asks for all days.
    private static func days(from first: Int32, to last: Int32) throws(Rejection) -> ClosedRange<CivilDay> {
        if first == 0, last == 0 { return CivilDay.first...CivilDay.last }
        let (from, to) = (try CivilDay(daysSinceEpoch: Int(first)), try CivilDay(daysSinceEpoch: Int(last)))
        guard from <= to else { throw Rejection(field: "to_day", reason: "before from_day") }
        return from...to
    }
}
