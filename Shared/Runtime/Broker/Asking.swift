public import Contracts
public import Messaging
public import Mortality

/// Asks other services, in the name and within the rights of whoever asked here.
public protocol Asking: Sendable {
    /// Asks a question about what the scope covers, and returns the reply.
    ///
    /// - Throws: `RPCFailure`: `unavailable` when nobody answers in time, else what the other service said.
    func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply
}

extension RPCClient: Asking {
    /// Asks over the broker; an answer takes four seconds at most.
    public func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply {
        try await self.call(method, question, scope: scope)
    }
}
