import Contracts
import Dossiers
import Judging
import Messaging
import Mortality
import Persistence
import Runtime
import Surveillance

/// Answers the questions of ``AlertingMethods``. Transport, and who may ask, are the router's concern.
struct AlertingAnswers: Sendable {
    /// The most alerts of a reply, and the number of a reply to a caller who names none.
    static let mostAlerts = 500

    let store: AlertingStore
    let book: TerritoryBook
    let clock: ZoneClock
    let delays: DelayModels

    /// Returns answers for a caller who may see these departments; the database gives out no row of another.
    func within(_ scope: Scope) -> AlertingAnswers {
        AlertingAnswers(store: self.store.within(scope), book: self.book, clock: self.clock, delays: self.delays)
    }

    /// Answers how the days of a department were judged, with the shares of its communes when these are asked for.
    func assessments(_ request: Vigie_V1_AssessmentsRequest) async throws -> Vigie_V1_AssessmentsReply {
        let department = try DepartmentCode(request.department)
        let days = try Self.days(from: request.fromDay, to: request.toDay)
        var reply = Vigie_V1_AssessmentsReply()
        reply.assessments = try await self.store.assessments(of: department, from: days.lowerBound, through: days.upperBound).map(\.message)
        reply.redAlerts = try await self.store.alerts(of: [department], limit: Self.mostAlerts)
            .filter { $0.kind == .excess && $0.peakLevel == .red }.map(\.message)
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

    /// Answers a page of alerts: those that are open come first, then the newest.
    ///
    /// - Parameter departments: Whose alerts; `nil` for all.
    /// - Throws: `Rejection` for a token of no page.
    func alerts(_ request: Vigie_V1_AlertsRequest, of departments: [DepartmentCode]?) async throws -> Vigie_V1_AlertsReply {
        let limit = Int(request.limit)
        let most = limit > 0 ? min(limit, Self.mostAlerts) : Self.mostAlerts
        let alerts = try await self.store.alerts(of: departments, after: try AlertPosition.page(Array(request.pageToken)), limit: most)
        var reply = Vigie_V1_AlertsReply()
        reply.alerts = alerts.map(\.message)
        if alerts.count == most, let last = alerts.last { reply.nextPageToken = .init(AlertPosition(of: last).token) }
        return reply
    }

    /// Answers with an alert and all of its events.
    ///
    /// - Throws: `RPCFailure` of status `notFound`, also for an alert that the caller may not see.
    func detail(_ request: Vigie_V1_AlertDetailRequest, isVisible: (DepartmentCode) -> Bool) async throws -> Vigie_V1_AlertDetailReply {
        let alert = try await self.alert(request.alert, isVisible)
        var reply = Vigie_V1_AlertDetailReply()
        reply.alert = alert.message
        reply.events = try await self.store.events(of: alert.id).map(\.message)
        if let body = try await self.store.dossier(of: alert.id, number: 0) {
            reply.dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
            // The scan's input and the communes' declarations are only needed to compute the dossier again.
            reply.dossier.clearScan()
            reply.dossier.clearDeclared()
        }
        return reply
    }

    /// Answers with a dossier of an alert, whole.
    ///
    /// - Throws: `RPCFailure` of status `notFound`, also for an alert that the caller may not see.
    func dossier(_ request: Vigie_V1_DossierRequest, isVisible: (DepartmentCode) -> Bool) async throws -> Vigie_V1_DossierReply {
        let alert = try await self.alert(request.alert, isVisible)
        guard let body = try await self.store.dossier(of: alert.id, number: Int(clamping: request.number)) else {
            throw RPCFailure(.notFound, "the alert has no such dossier")
        }
        var reply = Vigie_V1_DossierReply()
        reply.dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
        return reply
    }

    private func alert(_ bytes: some Collection<UInt8> & Sendable, _ isVisible: (DepartmentCode) -> Bool) async throws -> DepartmentAlert {
        guard let id = try? AlertID(bytes: Array(bytes)) else { throw RPCFailure(.invalid, "alert: not the 16 bytes of a UUID") }
        guard let alert = try await self.store.alert(id), isVisible(alert.department) else {
            throw RPCFailure(.notFound, "there is no such alert")
        }
        return alert
    }

    /// Answers with the clusters of a department, by day.
    func clusters(_ request: Vigie_V1_ClustersRequest) async throws -> Vigie_V1_ClustersReply {
        let days = try Self.days(from: request.fromDay, to: request.toDay)
        var reply = Vigie_V1_ClustersReply()
        reply.clusters = try await self.store.clusters(
            of: try DepartmentCode(request.department), from: days.lowerBound, through: days.upperBound
        ).map(\.message)
        return reply
    }

    /// Answers how a department is watched today.
    func watch(_ department: DepartmentCode) async throws -> Vigie_V1_WatchReply {
        let territory = try await self.book.territory(department)
        let today = self.clock.today(in: await self.book.zone(of: department))
        let weeks = territory.history.weeks(before: today)
        var reply = Vigie_V1_WatchReply()
        reply.department = department.text
        reply.day = today.daysSinceEpoch
        reply.method = (try? territory.history.baseline(for: today))?.method ?? "none"
        reply.historyWeeks = UInt32(clamping: weeks.count)
        reply.historyFirstDay = weeks.first?.sunday.advanced(by: -6).daysSinceEpoch ?? 0
        reply.historyLastDay = weeks.last?.sunday.daysSinceEpoch ?? 0
        reply.thresholds = territory.thresholds.message(budget: territory.budget)
        if let derivation = territory.thresholds.derivation {
            reply.pastYears = derivation.pastYears
            reply.pastOrange = UInt32(clamping: derivation.pastOranges)
            reply.pastRed = UInt32(clamping: derivation.pastReds)
        }
        let panel = try await self.store.reading { transaction in
            try await self.store.panel(of: department, on: today, shares: territory.shares, in: transaction)
        }
        reply.panelCommunes = UInt32(clamping: panel.panel.communes)
        reply.panelShare = panel.panel.share
        reply.hasPanel_p = panel.panel.isEnough
        reply.delayShares = self.delays.model(of: department)?.shares ?? []
        reply.delayAbsence = self.delays.absence(of: department) ?? ""
        // A cluster may lie across the border, so whether one can be looked for also depends on the neighbours near it. Nothing else is told of
        // them.
        let around = self.store.within(.departments(territory.ground.departments.union([department])))
        let parts = try await around.refreshed(
            territory.ground.departments.union([department]).reduce(into: [:]) { $0[$1] = DepartmentStudy(days: ScanStudy.days(endingOn: today)) })
        let study = ScanStudy(territory: territory, parts: parts).input(today)
        if case .absent(let why) = study { reply.clusterAbsence = why }
        return reply
    }

    /// Answers the false-alarm budgets that were set, by department.
    func falseAlarmBudgets() async throws -> Vigie_V1_FalseAlarmBudgetsReply {
        var reply = Vigie_V1_FalseAlarmBudgetsReply()
        reply.budgets = try await self.store.budgets().map { department, budget in
            var message = Vigie_V1_FalseAlarmBudget()
            (message.department, message.orangeYears, message.redYears) = (department.text, budget.orangeYears, budget.redYears)
            return message
        }
        return reply
    }

    /// Reads the budget that a department is to be given.
    ///
    /// - Throws: `Rejection` for years that no budget has.
    static func budget(_ message: Vigie_V1_FalseAlarmBudget) throws(Rejection) -> FalseAlarmBudget {
        do {
            return try FalseAlarmBudget(orangeYears: message.orangeYears, redYears: message.redYears)
        } catch {
            throw Rejection(field: "budget", reason: error.description)
        }
    }

    /// Reads a range of days, for which two zeros stand for all days.
    private static func days(from first: Int32, to last: Int32) throws -> ClosedRange<CivilDay> {
        if first == 0, last == 0 { return CivilDay.first...CivilDay.last }
        let (from, to) = (try CivilDay(daysSinceEpoch: Int(first)), try CivilDay(daysSinceEpoch: Int(last)))
        guard from <= to else { throw Rejection(field: "to_day", reason: "before from_day") }
        return from...to
    }
}
