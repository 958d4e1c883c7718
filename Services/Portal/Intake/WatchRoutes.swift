import Contracts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/departments/{code}/clusters` and `…/watch`: the clusters that Alerting looks for in a department, and the ground on which it judges.
struct WatchRoutes: Sendable {
    let others: any Asking
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/departments/:code/clusters") { request, context in try await self.clusters(request, context) }
        router.get("/v1/departments/:code/watch") { _, context in try await self.watch(context) }
    }

    private func clusters(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock).ofAlerts()
        let entry = try reading.alerts(of: context.parameters.get("code"))
        let day = try reading.day(request, "date", in: entry)
        var question = Vigie_V1_ClustersRequest()
        question.department = entry.code.text
        question.fromDay = day.daysSinceEpoch
        question.toDay = day.daysSinceEpoch
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.clusters, asked, scope: reading.visitor.scope) }
        let cluster = try reply.clusters.map { try DeathCluster($0) }.first { $0.day == day }
        return try JSONAnswer.response(
            ClustersAnswer(
                department: entry.code.text, date: day.description, cluster: cluster.map { ClusterAnswer($0, reading.reference) }))
    }

    private func watch(_ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock).ofAlerts()
        var question = Vigie_V1_WatchRequest()
        question.department = try reading.alerts(of: context.parameters.get("code")).code.text
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(AlertingMethods.watch, asked, scope: reading.visitor.scope) }
        return try JSONAnswer.response(WatchAnswer(reply))
    }
}
