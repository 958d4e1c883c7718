import Accounts
import Answering
import Contracts
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing
import Threading

@testable import Ingest

@Suite("GET /v1/declarations?state=")
struct ContestedTests {
    /// Asks, with a ledger that answers with one record of each commune, and says what it was asked.
    private func ask(_ query: String, key: (Door) -> APIKey, next: String = "") async throws -> (TestResponse, Vigie_V1_ContestedDeclarationsRequest?) {
        let door = Door()
        let asked = Locked<Vigie_V1_ContestedDeclarationsRequest?>(nil)
        var routes = try door.routes(publisher: door.publisher)
        routes.others = Asked(by: .ingest) { router in
            router.on(AggregationMethods.contestedDeclarations) { question, _ in
                asked.withLock { $0 = question }
                if question.pageToken == .init("broken".utf8) { throw RPCFailure(.invalid, "no token") }
                var reply = Vigie_V1_ContestedDeclarationsReply()
                reply.declarations = ["56260", "56121"].map { commune in
                    var record = Vigie_V1_RevisionRecord()
                    record.declaration.commune = commune
                    record.declaration.id = .init([UInt8](repeating: 7, count: 16))
                    record.declaration.revision = 1
                    record.declaration.deaths = 3
                    record.state = question.state
                    record.refusal = question.state == .refused ? "why" : ""
                    record.warning = "far beyond"
                    return record
                }
                reply.nextPageToken = .init(next.utf8)
                return reply
            }
        }
        let headers = Door.headers(key(door), type: nil)
        let response = try await Application(router: routes.router(), logger: Door.silent).test(.router) { client in
            try await client.execute(uri: "/v1/declarations\(query)", method: .get, headers: headers)
        }
        return (response, asked.withLock { $0 })
    }

    @Test("A department's key is told what does not count there, page by page")
    func pages() async throws {
        let (response, question) = try await self.ask("?state=refused&limit=2", key: \.morbihan, next: "abc")
        #expect(response.status == .ok)
        #expect(question?.department == "56" && question?.commune == "" && question?.limit == 2 && question?.state == .refused)
        guard case .array(let declarations)? = response.members["declarations"], case .object(let first)? = declarations.first else {
            Issue.record("no list: \(response.text)")
            return
        }
        #expect(declarations.count == 2)
        #expect(first.contains(.init(name: "commune", value: .string("56260"))))
        #expect(first.contains(.init(name: "state", value: .string("refused"))))
        #expect(first.contains(.init(name: "refusal", value: .string("why"))))
        #expect(first.contains(.init(name: "warning", value: .string("far beyond"))))
        #expect(first.contains(.init(name: "id", value: .string("07070707-0707-0707-0707-070707070707"))))
        guard case .string(let next)? = response.members["next"] else {
            Issue.record("no next page")
            return
        }
        let (_, following) = try await self.ask("?state=conflict&page=\(next)", key: \.everywhere)
        #expect(following?.pageToken == .init("abc".utf8))
        #expect(following?.department == "" && following?.state == .conflict && following?.limit == 100)
    }

    @Test("A commune's key is told of its own alone, whatever the ledger answers")
    func reach() async throws {
        let (response, question) = try await self.ask("?state=conflict", key: \.vannes)
        #expect(question?.department == "56" && question?.commune == "56260")
        guard case .array(let declarations)? = response.members["declarations"] else {
            Issue.record("no list: \(response.text)")
            return
        }
        #expect(declarations.count == 1)
        #expect(response.members["next"] == nil)
    }

    @Test(
        "What cannot be asked is refused with its name",
        arguments: [
            ("", "state"), ("?state=counted", "state"), ("?state=refused&limit=0", "limit"), ("?state=refused&limit=501", "limit"),
            ("?state=refused&limit=x", "limit"), ("?state=refused&page=!", "page"), ("?state=refused&page=YnJva2Vu", "page"),
        ])
    func refusals(query: String, field: String) async throws {
        let (response, _) = try await self.ask(query, key: \.everywhere)
        #expect(response.status == .unprocessableContent)
        #expect(response.members["field"] == .string(field))
    }

    @Test("Without a key nothing is told; without the ledger 503")
    func absences() async throws {
        #expect(try await self.ask("?state=refused", key: { _ in APIKey() }).0.status == .unauthorized)
        let door = Door()
        #expect(
            try await door.open {
                try await $0.execute(uri: "/v1/declarations?state=refused", method: .get, headers: Door.headers(door.vannes, type: nil)).status
            } == .serviceUnavailable)
    }
}
