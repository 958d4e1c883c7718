import Contracts
import Logging
import Messaging
import Mortality
import Runtime
import Threading

@testable import Portal

/// Answers questions as another service does: by an `RPCRouter`, through bytes and headers, without a broker between.
final class Asked: Asking {
    private let router: RPCRouter
    private let seen = Locked<[String]>([])

    init(_ prepare: (inout RPCRouter) -> Void = { _ in }) {
        var router = RPCRouter(logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
        prepare(&router)
        self.router = router
    }

    /// What was asked, with the scope: `Alerts 56`.
    var questions: [String] { self.seen.withLock { $0 } }

    func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply {
        self.seen.withLock { $0.append("\(method.name) \(scope.header)") }
        do {
            let reply = await self.router.answer(
                RPCRequest(
                    method: method.name, body: try Wire.encode(question), user: BrokerUser.portal.name, headers: [Names.Header.scope: scope.header]))
            guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
            return try Wire.decode(from: reply.body)
        } catch let failure as RPCFailure {
            throw failure
        } catch {
            throw RPCFailure(.unavailable, "\(error)")
        }
    }
}
