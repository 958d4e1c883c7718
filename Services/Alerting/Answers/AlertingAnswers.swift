import Contracts
import Mortality
import Runtime

/// The answers to the questions of ``AlertingMethods``, apart from how they come and who may ask.
struct AlertingAnswers: Sendable {
    /// The most alerts that one asks for, and as many as one gets who does not say.
    static let mostAlerts = 500

    let store: AlertingStore
    let book: TerritoryBook

    /// How the days of a department were judged, and the shares of its communes when asked for.
    func assessments(_ request: Vigie_V1_AssessmentsRequest) async throws -> Vigie_V1_AssessmentsReply {
        let department = try DepartmentCode(request.department)
        let days = try Self.days(from: request.fromDay, to: request.toDay)
        var reply = Vigie_V1_AssessmentsReply()
        reply.assessments = try await self.store.assessments(of: department, from: days.lowerBound, through: days.upperBound).map(\.message)
        if request.withShares {
            reply.shares = try await self.book.territory(department).shares.sorted { $0.key < $1.key }.map { commune, share in
                var message = Vigie_V1_CommuneShare()
                message.commune = commune.text
                message.share = share
                return message
            }
        }
        return reply
    }

    /// Alerts: those open, then the newest.
    ///
    /// - Parameter departments: whose; nothing for all.
    func alerts(of departments: [DepartmentCode]?, limit: Int) async throws -> Vigie_V1_AlertsReply {
        let most = limit > 0 ? min(limit, Self.mostAlerts) : Self.mostAlerts
        var reply = Vigie_V1_AlertsReply()
        reply.alerts = try await self.store.alerts(of: departments, limit: most).map(\.message)
        return reply
    }

    /// Both 0 asks for all days.
    private static func days(from first: Int32, to last: Int32) throws -> ClosedRange<CivilDay> {
        if first == 0, last == 0 { return CivilDay.first...CivilDay.last }
        let (from, to) = (try CivilDay(daysSinceEpoch: Int(first)), try CivilDay(daysSinceEpoch: Int(last)))
        guard from <= to else { throw Rejection(field: "to_day", reason: "before from_day") }
        return from...to
    }
}
