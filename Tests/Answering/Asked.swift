public import Contracts
import Logging
import Messaging
public import Mortality
public import Runtime
import Threading

/// Answers questions as another service does: by an `RPCRouter`, through bytes and headers, without a broker between.
public final class Asked: Asking {
    private let router: RPCRouter
    private let user: BrokerUser
    private let seen = Locked<[(question: String, correlation: Correlation?)]>([])

    /// - Parameters:
    ///   - user: Who asks, as the broker vouches for it.
    ///   - prepare: Adds the methods that are answered.
    public init(by user: BrokerUser = .portal, _ prepare: (inout RPCRouter) -> Void = { _ in }) {
        var router = RPCRouter(logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
        prepare(&router)
        self.router = router
        self.user = user
    }

    /// What was asked, with the scope: `Alerts 56`.
    public var questions: [String] { self.seen.withLock { $0.map(\.question) } }

    /// What each question belonged to; nothing where it belonged to no request.
    public var correlations: [Correlation?] { self.seen.withLock { $0.map(\.correlation) } }

    /// Answers as the router does, and notes what was asked.
    public func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply {
        self.seen.withLock { $0.append(("\(method.name) \(scope.header)", Correlation.current)) }
        do {
            let reply = await self.router.answer(
                RPCRequest(method: method.name, body: try Wire.encode(question), user: self.user.name, headers: [Names.Header.scope: scope.header]))
            guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
            return try Wire.decode(from: reply.body)
        } catch let failure as RPCFailure {
            throw failure
        } catch {
            throw RPCFailure(.unavailable, "\(error)")
        }
    }
}

/// Nobody answers: the other service is down.
public struct Unanswered: Asking {
    /// Makes a service that is down.
    public init() {}

    /// Fails as a question does that nobody answers.
    public func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, scope: Scope
    ) async throws(RPCFailure) -> Reply {
        throw RPCFailure(.unavailable, "nobody")
    }
}
