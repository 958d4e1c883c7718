import Contracts
import Hummingbird
import LiveCopies
import Messaging
import Mortality
import Runtime
import Web

/// `/v1/departments/…` and `/v1/france`: figures, out of memory, but for days long ago; declarations, by asking.
struct DepartmentRoutes: Sendable {
    let figures: any Figures
    let others: any Asking
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/departments/:code") { request, context in
            let view = try self.view(request, context)
            return try JSONAnswer.response(try await self.read(of: [view.entry], view.day...view.day) { view.department($0, $1) })
        }
        router.get("/v1/departments/:code/communes") { request, context in
            let view = try self.view(request, context)
            return try JSONAnswer.response(try await self.read(of: [view.entry], view.day...view.day) { view.communes($0, $1) })
        }
        router.get("/v1/departments/:code/series") { request, context in try await self.series(request, context) }
        router.get("/v1/departments/:code/declarations") { request, context in try await self.declarations(request, context) }
        router.get("/v1/france") { request, context in try await self.france(request, context) }
    }

    /// Reads figures of some days, which may have to be asked for first.
    ///
    /// - Throws: `Problem`, 503, where they cannot be had now: nothing is told of them rather than zeros.
    private func read<Answer>(
        of entries: [DepartmentEntry], _ days: ClosedRange<CivilDay>, depth: WantedDays.Depth = .whole,
        _ body: (CountsReplica, AssessmentReplica) -> Answer
    ) async throws -> Answer {
        try await RPCProblem.telling { try await self.figures.read(WantedDays(of: entries.map(\.code), days, depth: depth), body) }
    }

    private func view(_ request: Request, _ context: WebContext) throws -> DepartmentView {
        let reading = try Reading(context, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        return DepartmentView(
            entry: entry, day: try reading.day(request, "date", in: entry), today: self.clock.today(in: entry.zone), viewer: reading.viewer(of: entry.code))
    }

    private func series(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let last = try reading.day(request, "to", in: entry)
        let first = try reading.optionalDay(request, "from") ?? last.advanced(by: -60)
        guard first <= last else { throw Problem.notAdmitted(field: "from", reason: "after `to`") }
        guard first.distance(to: last) < 1_100 else { throw Problem.notAdmitted(field: "from", reason: "more than 1,100 days before `to`") }
        let view = DepartmentView(
            entry: entry, day: last, today: self.clock.today(in: entry.zone), viewer: reading.viewer(of: entry.code))
        return try JSONAnswer.response(try await self.read(of: [entry], first...last, depth: .deaths) { view.series(from: first, $0, $1) })
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

    private func france(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock)
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let day = try reading.optionalDay(request, "date") ?? self.clock.today(in: "Europe/Paris")
        // The exercise department never counts in France.
        let entries = reading.reference.departments.values.filter { !$0.code.isExercise && reading.visitor.mayRead($0.code) }
            .sorted { $0.code < $1.code }
        let departments = try await self.read(of: entries, day...day) { counts, assessments in
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
