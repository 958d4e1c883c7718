import Contracts
import Hummingbird
import Messaging
import Mortality
import Runtime
import Web

/// `/v1/departments/…` and `/v1/france`: figures, out of memory; declarations, by asking.
struct DepartmentRoutes: Sendable {
    let figures: any Figures
    let others: any Asking
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/departments/:code") { request, context in
            let view = try self.view(request, context)
            return try JSONAnswer.response(self.figures.read { view.department($0, $1) })
        }
        router.get("/v1/departments/:code/communes") { request, context in
            let view = try self.view(request, context)
            return try JSONAnswer.response(self.figures.read { view.communes($0, $1) })
        }
        router.get("/v1/departments/:code/series") { request, context in try self.series(request, context) }
        router.get("/v1/departments/:code/declarations") { request, context in try await self.declarations(request, context) }
        router.get("/v1/france") { request, context in try self.france(request, context) }
    }

    private func view(_ request: Request, _ context: WebContext) throws -> DepartmentView {
        let reading = try Reading(context, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        return DepartmentView(
            entry: entry, day: try reading.day(request, "date", in: entry), today: self.clock.today(in: entry.zone), viewer: reading.viewer(of: entry.code))
    }

    private func series(_ request: Request, _ context: WebContext) throws -> Response {
        let reading = try Reading(context, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let last = try reading.day(request, "to", in: entry)
        let first = try reading.optionalDay(request, "from") ?? last.advanced(by: -60)
        guard first <= last else { throw Problem.notAdmitted(field: "from", reason: "after `to`") }
        guard first.distance(to: last) < 1_100 else { throw Problem.notAdmitted(field: "from", reason: "more than 1,100 days before `to`") }
        let view = DepartmentView(
            entry: entry, day: last, today: self.clock.today(in: entry.zone), viewer: reading.viewer(of: entry.code))
        return try JSONAnswer.response(self.figures.read { view.series(from: first, $0, $1) })
    }

    private func declarations(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        var question = Vigie_V1_RecentDeclarationsRequest()
        question.department = entry.code.text
        question.limit = UInt32(try Reading.number(request, "limit", default: 10, in: 1...100))
        let reply = try await RPCProblem.telling {
            try await self.others.ask(AggregationMethods.recentDeclarations, question, scope: reading.visitor.scope)
        }
        let declarations = try reply.declarations.map { counted in
            let declaration = try Declaration(counted.declaration)
            return DeclarationAnswer(
                id: declaration.id.description, revision: Int(declaration.revision.number), commune: declaration.commune.text,
                name: reading.reference.commune(declaration.commune)?.name ?? declaration.commune.text,
                occurredOn: declaration.day.description, place: declaration.circumstances?.place.rawValue,
                cause: declaration.circumstances?.cause.rawValue, deaths: Int(declaration.deaths.number),
                withdrawn: declaration.isWithdrawn, receivedAt: Instant(microseconds: counted.receivedAtUs).text)
        }
        return try JSONAnswer.response(DeclarationsAnswer(department: entry.code.text, declarations: declarations))
    }

    private func france(_ request: Request, _ context: WebContext) throws -> Response {
        let reading = try Reading(context, self.clock)
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let day = try reading.optionalDay(request, "date") ?? self.clock.today(in: "Europe/Paris")
        // The exercise department never counts in France.
        let entries = reading.reference.departments.values.filter { !$0.code.isExercise && reading.visitor.mayRead($0.code) }
            .sorted { $0.code < $1.code }
        let departments = self.figures.read { counts, assessments in
            entries.map { entry in
                DepartmentView(entry: entry, day: day, today: self.clock.today(in: entry.zone), viewer: .outside).department(counts, assessments)
            }
        }
        return try JSONAnswer.response(
            FranceAnswer(
                date: day.description, deaths: departments.reduce(0) { $0 + $1.deaths },
                deaths7: departments.reduce(0) { $0 + $1.deaths7 }, departments: departments))
    }
}
