import Contracts
import Messaging
import Mortality
import Runtime

/// Puts typed questions to other services, in the name of who asked here.
protocol Asking: Sendable {
    /// - Throws: `RPCFailure`: `unavailable` when nobody answers in time, else what the other service said.
    func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply
}

extension RPCClient: Asking {
    func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply {
        try await self.call(method, question, scope: scope)
    }
}
