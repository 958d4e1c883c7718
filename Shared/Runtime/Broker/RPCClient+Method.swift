public import Contracts
public import Messaging
public import Mortality

extension RPCClient {
    /// Asks a typed question, as a part of what the task belongs to.
    ///
    /// - Throws: `RPCFailure`: `unavailable` when nobody answers in time, else what the server said.
    public func call<Request, Reply>(
        _ method: RPCMethod<Request, Reply>, _ request: Request, scope: Scope, timeout: Duration = .seconds(4)
    ) async throws(RPCFailure) -> Reply {
        let reply: RPCReply
        do {
            reply = try await self.call(
                queue: method.queue, method: method.name, body: try Wire.encode(request),
                headers: [Names.Header.scope: scope.header, Names.Header.traceparent: Correlation.currentOrNew.traceparent], timeout: timeout)
        } catch {
            throw RPCFailure(.unavailable, "\(method.service) \(method.name): \(error)")
        }
        guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
        do {
            return try Wire.decode(from: reply.body)
        } catch {
            throw RPCFailure(.unavailable, "\(method.service) \(method.name) answered what this version cannot read: \(error)")
        }
    }
}
