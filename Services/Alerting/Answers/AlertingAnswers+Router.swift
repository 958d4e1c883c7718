import Contracts
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

extension AlertingAnswers {
    /// The methods of ``AlertingMethods``, each within the caller's scope.
    ///
    /// - Parameter desk: what people do to alerts is done here, and told by `tell`.
    func router(desk: AlertDesk, tell: @escaping @Sendable ([OutboxEntry]) -> Void, logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(AlertingMethods.assessments) { request, caller in
            _ = try caller.department(request.department)
            return try await Self.explaining { try await self.assessments(request) }
        }
        router.on(AlertingMethods.alerts) { request, caller in
            let departments: [DepartmentCode]? =
                switch (request.department.isEmpty, caller.scope) {
                case (false, _): [try caller.department(request.department)]
                case (true, .all): nil
                case (true, .departments(let visible)): visible.sorted()
                }
            return try await self.alerts(of: departments, limit: Int(request.limit))
        }
        router.on(AlertingMethods.alertDetail) { request, caller in
            try await self.detail(request) { caller.scope.contains($0) }
        }
        router.on(AlertingMethods.dossier) { request, caller in
            try await self.dossier(request) { caller.scope.contains($0) }
        }
        router.on(AlertingMethods.clusters) { request, caller in
            _ = try caller.department(request.department)
            return try await Self.explaining { try await self.clusters(request) }
        }
        router.on(AlertingMethods.watch) { request, caller in
            try await self.watch(try caller.department(request.department))
        }
        router.on(AlertingMethods.alertAction) { request, caller in
            let action = try await Self.explaining { try AlertAction(request) }
            let done = try await desk.act(action) { caller.scope.contains($0) }
            tell(done.news)
            var reply = Vigie_V1_AlertActionReply()
            reply.alert = done.alert.message
            reply.event = done.event.message
            return reply
        }
        return router
    }

    /// A question that cannot be asked is the caller's to correct.
    private static func explaining<Reply>(_ answer: () async throws -> Reply) async throws -> Reply {
        do {
            return try await answer()
        } catch let rejection as Rejection {
            throw RPCFailure(.invalid, rejection.description)
        }
    }
}
