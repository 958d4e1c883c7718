public import Contracts
import CoreMetrics
public import Logging
public import Messaging
public import Mortality

/// Answers requests by the methods that a service has.
public struct RPCRouter: Sendable {
    /// Whoever asks a question.
    public struct Caller: Sendable {
        /// The departments that whoever asks may see.
        public let scope: Scope

        /// Makes a caller that may see these departments.
        public init(scope: Scope) { self.scope = scope }

        /// Reads a department's code and checks that the caller may see it.
        ///
        /// - Throws: `RPCFailure`, `invalid` for what is no code, `denied` outside the caller's scope.
        public func department(_ text: String) throws(RPCFailure) -> DepartmentCode {
            let department: DepartmentCode
            do {
                department = try DepartmentCode(text)
            } catch {
                throw RPCFailure(.invalid, error.description)
            }
            guard self.scope.contains(department) else {
                throw RPCFailure(.denied, "department \(department) is not in the caller's scope")
            }
            return department
        }

        /// Reads a department's code and returns the scope of that department alone, where the caller may see it.
        ///
        /// - Throws: As `department(_:)`.
        public func narrowed(to text: String) throws(RPCFailure) -> Scope { .departments([try self.department(text)]) }
    }

    /// What answers a method, and which users may ask it.
    private struct Answer: Sendable {
        let callers: Set<BrokerUser>
        let answer: @Sendable ([UInt8], Caller) async throws -> [UInt8]
    }

    private var methods: [String: Answer] = [:]
    private let logger: Logger

    /// Makes a router that answers no method yet.
    public init(logger: Logger) { self.logger = logger }

    /// Adds a method. An `RPCFailure` thrown by the answer is told to the caller; any other error is logged and told as
    /// `unavailable`.
    public mutating func on<Request, Reply>(
        _ method: RPCMethod<Request, Reply>, answer: @escaping @Sendable (Request, Caller) async throws -> Reply
    ) {
        self.methods[method.name] = Answer(callers: method.callers) { body, caller in
            let request: Request
            do {
                request = try Wire.decode(from: body)
            } catch {
                throw RPCFailure(.invalid, "\(error)")
            }
            return try Wire.encode(try await answer(request, caller))
        }
    }

    /// Answers a request, as a part of what its caller was doing.
    public func answer(_ request: RPCRequest) async -> RPCReply {
        let correlation = request.headers[Names.Header.traceparent].flatMap(Correlation.init(traceparent:)) ?? Correlation()
        return await correlation.during { await self.treat(request) }
    }

    private func treat(_ request: RPCRequest) async -> RPCReply {
        guard let method = self.methods[request.method] else {
            return RPCReply(.invalid, reason: "no method \(request.method)")
        }
        guard let user = request.user.flatMap(BrokerUser.init(rawValue:)), method.callers.contains(user) else {
            self.logger.warning(
                "a question of somebody who may not ask it", metadata: ["method": "\(request.method)", "user": "\(request.user ?? "-")"])
            return RPCReply(.denied, reason: "\(request.user ?? "who names no user") may not ask \(request.method)")
        }
        let caller = Caller(scope: Scope(header: request.headers[Names.Header.scope]))
        let began = ContinuousClock.now
        defer {
            Timer(label: "vigie_rpc_seconds", dimensions: [("method", request.method)])
                .recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        }
        do {
            return RPCReply(.ok, body: try await method.answer(request.body, caller))
        } catch let failure as RPCFailure {
            return RPCReply(failure.status, reason: failure.reason)
        } catch {
            self.logger.error("a request could not be answered", metadata: ["method": "\(request.method)", "error": "\(error)"])
            return RPCReply(.unavailable, reason: "the service could not answer; it was logged")
        }
    }
}
