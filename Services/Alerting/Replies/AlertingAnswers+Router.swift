import Contracts
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

extension AlertingAnswers {
    /// Returns a router of the methods of ``AlertingMethods``, each within the caller's scope. A question about one department is answered
    /// within that department alone, so that a caller who may see many is told of no other.
    ///
    /// - Parameters:
    ///   - actions: carries out people's actions on alerts.
    ///   - notify: publishes what others are to be told.
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
            // The reader's role may not write, so the writer's store does.
            try await actions.store.set(budget, of: department)
            return Vigie_V1_SetFalseAlarmBudgetReply()
        }
        router.on(AlertingMethods.alertAction) { request, caller in
            let action = try await RPCFailure.explaining { try RequestedAction(request) }
            // The writer's role performs the action, after the reader's role has shown that the caller may see the alert.
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
