import Messaging
import Runtime

/// Tells an HTTP client why another service did not answer.
enum RPCProblem {
    /// Runs `ask` and turns the failure of another service into the problem that an HTTP client is told.
    ///
    /// - Parameter invalid: What is told where the other service does not take the question.
    static func telling<Answer>(
        invalid: (String) -> Problem = { .notAdmitted(field: "request", reason: $0) }, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await ask()
        } catch let failure as RPCFailure {
            switch failure.status {
            case .notFound: throw Problem.notFound(failure.reason)
            case .denied: throw Problem.forbidden("you may not see this")
            case .invalid: throw invalid(failure.reason)
            case .ok, .unavailable: throw Problem.unavailable("the service that knows this does not answer now", retryAfter: 2)
            }
        }
    }
}
