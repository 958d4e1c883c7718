import Contracts
import Formats
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/alerts…`: alerts, everything that happened to one, and people's actions upon it. Alerting knows and decides; these routes check who
/// may ask, and write the answers.
struct AlertRoutes: Sendable {
    /// The most bytes of an action's body.
    static let bodyLimit = 16 << 10

    let others: any Asking
    let trail: Trail
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/alerts") { request, context in try await self.list(request, context) }
        router.get("/v1/alerts/:id") { request, context in try await self.detail(request, context) }
        for action in AlertAction.allCases {
            router.post("/v1/alerts/:id/\(action.rawValue)") { request, context in try await self.act(action, request, context) }
        }
    }

    private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock).ofAlerts()
        var question = Vigie_V1_AlertsRequest()
        let department = try request.uri.queryParameters["department"].map { try reading.alerts(of: String($0)).code }
        if let department { question.department = department.text }
        question.limit = UInt32(try Reading.number(request, "limit", default: 500, in: 1...500))
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.alerts, asked, scope: reading.visitor.alertScope) }
        let alerts = try reply.alerts.map { try DepartmentAlert($0) }
        // Who names a department may look from its own desk; who does not, looks from outside.
        let viewer = department.map(reading.viewer(of:)) ?? .outside
        return try JSONAnswer.response(
            AlertsAnswer(
                mayAct: department.map(reading.visitor.mayAct(uponAlertsOf:)) ?? reading.visitor.mayAct,
                alerts: alerts.map { AlertAnswer($0, for: viewer) }))
    }

    private func detail(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock).ofAlerts()
        let alert = try Self.alert(context)
        var question = Vigie_V1_AlertDetailRequest()
        question.alert = Data(alert.bytes)
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.alertDetail, asked, scope: reading.visitor.alertScope) }
        let answer = try JSONAnswer.response(AlertDetailAnswer(reply, for: reading.visitor, reading.reference))
        try await self.trail.seen(alert, by: context, request)
        return answer
    }

    private func act(_ action: AlertAction, _ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock).ofAlerts()
        guard reading.visitor.mayAct else { throw Problem.forbidden("you may not act upon alerts") }
        let alert = try Self.alert(context)
        let bytes = try await Body.read(request, types: ["application/json"], atMost: Self.bodyLimit)
        let question = try Self.signed(action, bytes, by: reading.visitor).message(upon: alert, by: reading.visitor)
        try await self.trail.acts(action, upon: alert, by: context, request)
        let reply = try await RPCProblem.telling(invalid: { .conflict($0) }) {
            try await self.others.ask(AlertingMethods.alertAction, question, scope: reading.visitor.actionScope)
        }
        let after = try DepartmentAlert(reply.alert)
        let viewer = reading.viewer(of: after.department)
        return try JSONAnswer.response(
            AlertActionAnswer(
                alert: AlertAnswer(after, for: viewer), event: AlertEventAnswer(try AlertEvent(reply.event), of: after, for: viewer)))
    }

    /// Reads an action from a body.
    ///
    /// - Throws: `Problem`: 400 for what is no JSON, 422 for what is not admitted.
    private static func signed(_ action: AlertAction, _ bytes: [UInt8], by visitor: Visitor) throws(Problem) -> SignedAction {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .malformed(error.text)
        }
        do {
            return try AlertActionForm(value).signed(action, by: visitor)
        } catch {
            throw .notAdmitted(field: error.field, reason: error.reason)
        }
    }

    /// Returns the alert that the path names.
    ///
    /// - Throws: `Problem`, 404: what is no UUID names no alert.
    private static func alert(_ context: WebContext) throws(Problem) -> AlertID {
        guard let id = context.parameters.get("id").flatMap({ try? AlertID($0) }) else { throw .notFound("no alert has this id") }
        return id
    }
}
