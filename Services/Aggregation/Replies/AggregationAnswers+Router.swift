import Contracts
import Logging
import Messaging
import Mortality
import Runtime

extension AggregationAnswers {
    /// The methods of ``AggregationMethods``, each within the caller's scope. What is asked of one department is read within that one
    /// alone, so that a caller who may see many is told of no other either.
    func router(logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(AggregationMethods.countsSnapshot) { request, caller in
            let answers = self.within(try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.snapshot(request) }
        }
        router.on(AggregationMethods.declarationStatus) { request, caller in
            // What the caller may not see does not exist for it.
            let answers = self.within(caller.scope)
            return try await RPCFailure.explaining { try await answers.status(request) { caller.scope.contains($0) } }
        }
        router.on(AggregationMethods.contestedDeclarations) { request, caller in
            // Who does not see all asks for one department at a time.
            let all = request.department.isEmpty && caller.scope == .all
            let answers = self.within(all ? .all : try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.contested(request) }
        }
        router.on(AggregationMethods.recentDeclarations) { request, caller in
            let answers = self.within(try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.recent(request) }
        }
        router.on(AggregationMethods.communeDeclarations) { request, caller in
            // A commune's department is all that is read of the caller's scope; a code that is none is told as such, not as refused.
            let department = try await RPCFailure.explaining { try CommuneCode(request.commune).department }
            let answers = self.within(try caller.narrowed(to: department.text))
            return try await RPCFailure.explaining { try await answers.ofCommune(request) }
        }
        router.on(AggregationMethods.reportingTriangle) { request, caller in
            let answers = self.within(try caller.narrowed(to: request.department))
            return try await RPCFailure.explaining { try await answers.reportingTriangle(request) }
        }
        return router
    }
}
