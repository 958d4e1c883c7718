import Accounts
import Formats
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/departments/{code}/calls` and `/v1/communes/{code}/calls`: who has not come yet, and the calls to them.
struct CallRoutes: Sendable {
    let centre: CallCentre
    private var people: People { self.centre.people }

    init(centre: CallCentre) { self.centre = centre }

    func add(to router: Router<WebContext>) {
        router.get("/v1/departments/:code/calls") { request, context in
            let person = try CallCentre.caller(context)
            let department = try CallCentre.department(context.parameters.get("code"), for: person, context)
            let (found, total) = try await self.found(request, department)
            return try JSONAnswer.response(
                CallsAnswer(department: department.code.text, total: total, count: found.count, communes: found.map { CommuneStandingAnswer($0) }))
        }
        router.get("/v1/departments/:code/calls.csv") { request, context in try await self.table(request, context) }
        router.get("/v1/communes/:code/calls") { _, context in try await self.commune(context) }
        router.post("/v1/communes/:code/calls") { request, context in try await self.note(request, context) }
    }

    private func found(_ request: Request, _ department: DepartmentEntry) async throws -> (found: [CommuneStanding], total: Int) {
        let query = request.uri.queryParameters
        var filter = CallFilter(text: query["q"].map { String($0.prefix(100)) })
        if let missing = query["missing"] {
            guard let known = CallFilter.Missing(rawValue: String(missing)) else {
                throw Problem.notAdmitted(field: "missing", reason: "not one of \(CallFilter.Missing.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            filter.missing = known
        }
        if query["days"] != nil { filter.days = try Reading.number(request, "days", default: 1, in: 1...CallFilter.longest) }
        let standings = try await self.centre.standings(in: department)
        let today = self.people.clock.today(in: department.zone)
        let asked = filter
        return (standings.filter { asked.admits($0, today: today) }, standings.count)
    }

    private func table(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try CallCentre.caller(context)
        let department = try CallCentre.department(context.parameters.get("code"), for: person, context)
        let (found, _) = try await self.found(request, department)
        try await self.centre.takenOut(of: department.code, request.uri.query, by: person, from: self.people.origin(of: request))
        let name = "appels-\(department.code)-\(self.people.clock.today(in: department.zone)).csv"
        return CSVAnswer.response(CallsTable.bytes(found, zone: department.zone, self.people.clock), name: name)
    }

    private func commune(_ context: WebContext) async throws -> Response {
        let person = try CallCentre.caller(context)
        let (commune, department) = try CallCentre.commune(context.parameters.get("code"), for: person, context)
        let codes = CallCentre.codes(of: commune, in: department, context.reference)
        let standing = try await self.centre.standing(of: commune, codes, in: department)
        let clerks = try await self.centre.clerks(of: codes).filter { person.access.mayRenewCode(ofAccountWith: Access($0.grants)) }
        return try JSONAnswer.response(
            CommuneCallsAnswer(
                standing: CommuneStandingAnswer(standing), renewable: clerks.map { AccountAnswer($0) },
                calls: try await self.people.calls.history(of: codes).map { CallAnswer($0) }))
    }

    private func note(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try CallCentre.caller(context)
        let (commune, _) = try CallCentre.commune(context.parameters.get("code"), for: person, context)
        let fields = try await JSONFields(request, known: ["id", "at", "outcome"])
        guard let outcome = CallOutcome(rawValue: try fields.required("outcome")) else {
            throw Problem.notAdmitted(field: "outcome", reason: "not one of \(CallOutcome.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var instant = self.people.clock.instant
        if let text = try fields.text("at") {
            guard let told = CallHour.instant(rfc3339: text) else { throw Problem.notAdmitted(field: "at", reason: "not an instant as RFC 3339 writes it") }
            instant = told
        }
        let id = try fields.text("id").map { try CallID($0) } ?? CallID(bytes: RandomID.make())
        let call = try await self.centre.note(id, to: commune.code, at: instant, outcome, by: person, from: self.people.origin(of: request))
        var response = try JSONAnswer.response(CallAnswer(call, of: person.account))
        response.status = .created
        return response
    }
}
