import Contracts
import Messaging
import Mortality
import Testing

@testable import Runtime

@Suite struct RPCRouterTests {
    private struct Secret: Error, CustomStringConvertible { let description = "password=hunter2" }

    private func ask(
        scope: String? = "*", user: String? = "portal", body: [UInt8] = [], method: String = AggregationMethods.recentDeclarations.name,
        traceparent: String? = nil,
        answer: @escaping @Sendable (Vigie_V1_RecentDeclarationsRequest, RPCRouter.Caller) async throws -> Vigie_V1_RecentDeclarationsReply
    ) async -> RPCReply {
        var router = RPCRouter(logger: Given.quiet)
        router.on(AggregationMethods.recentDeclarations, answer: answer)
        var headers: [String: String] = [:]
        headers[Names.Header.scope] = scope
        headers[Names.Header.traceparent] = traceparent
        return await router.answer(RPCRequest(method: method, body: body, user: user, headers: headers))
    }

    private func request(_ department: String) throws -> [UInt8] {
        var request = Vigie_V1_RecentDeclarationsRequest()
        request.department = department
        return try Wire.encode(request)
    }

    @Test func aQuestionIsAnswered() async throws {
        let reply = await self.ask(body: try self.request("56")) { request, caller in
            let department = try caller.department(request.department)
            #expect(department == (try Given.morbihan))
            var reply = Vigie_V1_RecentDeclarationsReply()
            reply.declarations = [.init()]
            return reply
        }
        #expect(reply.status == .ok && reply.reason.isEmpty)
        #expect(try Wire.decode(Vigie_V1_RecentDeclarationsReply.self, from: reply.body).declarations.count == 1)
    }

    @Test func whatIsNoMessageIsInvalid() async {
        let reply = await self.ask(body: [0xFF, 0xFF, 0xFF]) { _, _ in
            Issue.record("must not be asked")
            return .init()
        }
        #expect(reply.status == .invalid)
    }

    @Test func anUnknownMethodIsInvalid() async {
        let reply = await self.ask(method: "Nonsense") { _, _ in .init() }
        #expect(reply.status == .invalid && reply.reason.contains("Nonsense"))
    }

    @Test(
        arguments: [
            ("56", "*", .ok), ("56", "29,56", .ok), ("56", "29", .denied), ("56", "", .denied), ("56", nil, .denied), ("56", "all", .denied),
            ("xx", "*", .invalid), ("", "*", .invalid),
        ] as [(String, String?, RPCStatus)])
    func theScopeIsEnforced(_ department: String, _ scope: String?, _ status: RPCStatus) async throws {
        let reply = await self.ask(scope: scope, body: try self.request(department)) { request, caller in
            _ = try caller.department(request.department)
            return .init()
        }
        #expect(reply.status == status)
    }

    @Test(
        "Who may not ask is denied, whatever its scope, and so is who names nobody",
        arguments: [
            ("portal", .ok), ("ingest", .denied), ("aggregation", .denied), ("alerting", .denied), ("map-rendering", .denied), ("vigiectl", .denied),
            ("guest", .denied), ("Portal", .denied), ("", .denied), (nil, .denied),
        ] as [(String?, RPCStatus)])
    func theCallerIsChecked(_ user: String?, _ status: RPCStatus) async throws {
        let reply = await self.ask(user: user, body: try self.request("56")) { _, _ in
            if status != .ok { Issue.record("must not be asked") }
            return .init()
        }
        #expect(reply.status == status)
    }

    @Test func aFailureIsTold() async {
        let reply = await self.ask { _, _ in throw RPCFailure(.notFound, "no such thing") }
        #expect(reply.status == .notFound && reply.reason == "no such thing")
    }

    @Test func anythingElseIsNotTold() async {
        let reply = await self.ask { _, _ in throw Secret() }
        #expect(reply.status == .unavailable && !reply.reason.contains("hunter2"))
    }

    @Test func theCorrelationIsTheCallers() async {
        let correlation = Correlation()
        let reply = await self.ask(traceparent: correlation.traceparent) { _, _ in
            #expect(Correlation.current == correlation)
            // What it starts belongs to it, too.
            async let child = Correlation.current
            #expect(await child == correlation)
            return .init()
        }
        #expect(reply.status == .ok)
        let other = await self.ask(traceparent: "nonsense") { _, _ in
            #expect(Correlation.current != nil && Correlation.current != correlation)
            return .init()
        }
        #expect(other.status == .ok)
        #expect(Correlation.current == nil)
    }

    @Test func aScopeGoesAroundItsHeader() throws {
        let scopes: [Scope] = [.all, .departments([]), .departments([.exercise, try Given.morbihan]), .departments(Set(DepartmentCode.all))]
        for scope in scopes { #expect(Scope(header: scope.header) == scope) }
        #expect(Scope(header: "56,nonsense,*") == .departments([try Given.morbihan]))
        #expect(Scope(header: nil) == .departments([]))
        #expect(!Scope(header: nil).contains(.exercise) && Scope.all.contains(.exercise))
    }
}
