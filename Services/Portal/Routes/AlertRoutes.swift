import Contracts
import Formats
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Mortality
import Runtime

/// `/v1/alerts…`: alerts, everything that happened to one, and what people do to it. Alerting knows and decides; here
/// is only who may, and how it is said.
struct AlertRoutes: Sendable {
    /// An action's body holds no more bytes.
    static let bodyLimit = 16 << 10

    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let others: any Asking
    let clock: ZoneClock

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v1/alerts") { request, _ in try await self.list(request) }
        router.get("/v1/alerts/:id") { request, context in try await self.detail(request, context) }
        for verb in AlertVerb.allCases {
            router.post("/v1/alerts/:id/\(verb.rawValue)") { request, context in try await self.act(verb, request, context) }
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let reading = try Reading(request, self.reference(), self.clock)
        var question = Vigie_V1_AlertsRequest()
        let department = try request.uri.queryParameters["department"].map { try reading.department(String($0)).code }
        if let department { question.department = department.text }
        question.limit = UInt32(try Reading.number(request, "limit", default: 500, in: 1...500))
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.alerts, asked, scope: reading.scope) }
        let alerts = try reply.alerts.map { try DepartmentAlert($0) }
        // Who names a department may look from its own desk; who does not, looks from outside.
        let viewer = department.map(reading.viewer(of:)) ?? .outside
        return try JSONAnswer.response(
            AlertsAnswer(mayAct: reading.key.mayAlert, alerts: try alerts.map { try AlertAnswer($0, for: viewer) }))
    }

    private func detail(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let reading = try Reading(request, self.reference(), self.clock)
        var question = Vigie_V1_AlertDetailRequest()
        question.alert = Data(try Self.alert(context).bytes)
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.alertDetail, asked, scope: reading.scope) }
        return try JSONAnswer.response(AlertDetailAnswer(reply, for: reading.key, reading.reference))
    }

    private func act(_ verb: AlertVerb, _ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let reading = try Reading(request, self.reference(), self.clock)
        guard reading.key.mayAlert else { throw Problem.forbidden("the key has no scope `alert`") }
        let alert = try Self.alert(context)
        let bytes = try await Body.read(request, types: ["application/json"], atMost: Self.bodyLimit)
        let question = try Self.action(verb, bytes, by: reading.key).message(upon: alert, key: reading.key)
        let reply = try await RPCProblem.telling(invalid: { .conflict($0) }) {
            try await self.others.ask(AlertingMethods.alertAction, question, scope: reading.scope)
        }
        let after = try DepartmentAlert(reply.alert)
        let viewer = reading.viewer(of: after.department)
        return try JSONAnswer.response(
            AlertActionAnswer(
                alert: try AlertAnswer(after, for: viewer), event: AlertEventAnswer(try AlertEvent(reply.event), of: after, for: viewer)))
    }

    /// - Throws: `Problem`: 400 for what is no JSON, 422 for what is not admitted.
    private static func action(_ verb: AlertVerb, _ bytes: [UInt8], by key: KeyRecord) throws(Problem) -> AlertAction {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .malformed(error.text)
        }
        do {
            return try AlertActionForm(value).action(verb, by: key)
        } catch {
            throw .notAdmitted(field: error.field, reason: error.reason)
        }
    }

    /// - Throws: `Problem`, 404: what is no UUID names no alert.
    private static func alert(_ context: BasicRequestContext) throws(Problem) -> DeclarationID {
        guard let id = context.parameters.get("id").flatMap({ try? DeclarationID($0) }) else { throw .notFound("no alert has this id") }
        return id
    }
}
