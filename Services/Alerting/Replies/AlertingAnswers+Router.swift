import Contracts
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

extension AlertingAnswers {
    /// The methods of ``AlertingMethods``, each within the caller's scope. What is asked of one department is read within that one
    /// alone, so that a caller who may see many is told of no other either.
    ///
    /// - Parameters:
    ///   - actions: does what people do to alerts.
    ///   - notify: tells others what was done.
    func router(actions: AlertActionHandler, notify: @escaping @Sendable ([OutboxEntry]) -> Void, logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(AlertingMethods.assessments) { request, caller in
            let answers = self.within(try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.assessments(request) }
        }
        router.on(AlertingMethods.alerts) { request, caller in
            let scope = request.department.isEmpty ? caller.scope : try caller.narrowed(to: request.department)
            let departments: [DepartmentCode]? =
                switch scope {
                case .all: nil
                case .departments(let visible): visible.sorted()
                }
            return try await RPCFailure.explaining { try await self.within(scope).alerts(request, of: departments) }
        }
        router.on(AlertingMethods.alertDetail) { request, caller in
            try await self.within(caller.scope).detail(request) { caller.scope.contains($0) }
        }
        router.on(AlertingMethods.dossier) { request, caller in
            try await self.within(caller.scope).dossier(request) { caller.scope.contains($0) }
        }
        router.on(AlertingMethods.clusters) { request, caller in
            let answers = self.within(try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.clusters(request) }
        }
        router.on(AlertingMethods.watch) { request, caller in
            let department = try caller.department(request.department)
            return try await self.within(.departments([department])).watch(department)
        }
        router.on(AlertingMethods.falseAlarmBudgets) { _, caller in try await self.within(caller.scope).falseAlarmBudgets() }
        router.on(AlertingMethods.setFalseAlarmBudget) { request, caller in
            let department = try caller.department(request.budget.department)
            let budget = try await RPCFailure.explaining { try Self.budget(request.budget) }
            // The reader's role sets nothing.
            try await actions.store.set(budget, of: department)
            return Vigie_V1_SetFalseAlarmBudgetReply()
        }
        router.on(AlertingMethods.alertAction) { request, caller in
            let action = try await RPCFailure.explaining { try AlertAction(request) }
            // Done by the writer's role, to whom the caller's own eyes show the alert first.
            let seen = self.within(caller.scope)
            guard try await seen.store.alert(action.alert) != nil else { throw RPCFailure(.notFound, "there is no such alert") }
            let done = try await actions.perform(action) { caller.scope.contains($0) }
            notify(done.news)
            var reply = Vigie_V1_AlertActionReply()
            reply.alert = done.alert.message
            reply.event = done.event.message
            return reply
        }
        return router
    }
}
