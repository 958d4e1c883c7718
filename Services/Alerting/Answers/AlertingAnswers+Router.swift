import Contracts
import Logging
import Messaging
import Mortality
import Runtime

extension AlertingAnswers {
    /// The methods of ``AlertingMethods``, each within the caller's scope.
    func router(logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(AlertingMethods.assessments) { request, caller in
            _ = try caller.department(request.department)
            do {
                return try await self.assessments(request)
            } catch let rejection as Rejection {
                throw RPCFailure(.invalid, rejection.description)
            }
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
        return router
    }
}
