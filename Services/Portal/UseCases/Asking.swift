import Contracts
import Messaging
import Mortality
import Runtime

/// Asks other services, in the name and within the rights of whoever asks Portal.
protocol Asking: Sendable {
    /// Asks a question and returns the reply.
    ///
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
