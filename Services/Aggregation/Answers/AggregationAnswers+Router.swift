import Contracts
import Logging
import Messaging
import Mortality
import Runtime

extension AggregationAnswers {
    /// The methods of ``AggregationMethods``, each within the caller's scope.
    func router(logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(AggregationMethods.countsSnapshot) { request, caller in
            _ = try caller.department(request.department)
            return try await Self.explaining { try await self.snapshot(request) }
        }
        router.on(AggregationMethods.declarationStatus) { request, caller in
            // What the caller may not see does not exist for it.
            try await Self.explaining { try await self.status(request) { caller.scope.contains($0) } }
        }
        router.on(AggregationMethods.contestedDeclarations) { request, caller in
            // Who does not see all asks for one department at a time.
            if !request.department.isEmpty || caller.scope != .all { _ = try caller.department(request.department) }
            return try await Self.explaining { try await self.contested(request) }
        }
        router.on(AggregationMethods.recentDeclarations) { request, caller in
            _ = try caller.department(request.department)
            return try await Self.explaining { try await self.recent(request) }
        }
        router.on(AggregationMethods.reportingTriangle) { request, caller in
            _ = try caller.department(request.department)
            return try await Self.explaining { try await self.reportingTriangle(request) }
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
