import Accounts
import Answering
import Contracts
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing
import Threading

@testable import Portal

@Suite("POST /v1/alerts/{id}/…")
struct AlertActionTests {
    /// A portal whose Alerting takes every action, and what it was asked.
    private struct Scene {
        let portal: TestedPortal
        let taken: Locked<[Vigie_V1_AlertActionRequest]>

        init(refusing failure: RPCFailure? = nil) {
            let taken = Locked<[Vigie_V1_AlertActionRequest]>([])
            self.taken = taken
            self.portal = TestedPortal(
                Asked { router in
                    router.on(AlertingMethods.alertAction) { request, _ in
                        taken.withLock { $0.append(request) }
                        if let failure { throw failure }
                        var reply = Vigie_V1_AlertActionReply()
                        reply.alert = try Given.alert(confirmation: .confirmed, status: .acknowledged).message
                        reply.event = try Given.event(.acknowledged, number: 2, by: request.by, comment: request.comment).message
                        return reply
                    }
                })
        }

        func post(
            _ verb: String, _ body: String, key: (TestedPortal) -> APIKey = { $0.morbihan }, alert: String = Given.alertID
        ) async throws -> TestResponse {
            let key = key(self.portal)
            return try await self.portal.open { try await $0.post("/v1/alerts/\(alert)/\(verb)", body, key: key) }
        }

        var requests: [Vigie_V1_AlertActionRequest] { self.taken.withLock { $0 } }
    }

    @Test(
        "Every action reaches Alerting as it was meant",
        arguments: [
            ("acknowledge", "", .acknowledged), ("comment", ",\"comment\":\"vu\"", .commented), ("confirm", "", .confirmed),
            ("escalate", ",\"comment\":\"vu\",\"level\":\"red\"", .escalated), ("lower", ",\"comment\":\"vu\",\"level\":\"yellow\"", .lowered),
            ("decline", ",\"comment\":\"vu\"", .declined), ("close", ",\"reason\":\"vu\"", .closed),
        ] as [(String, String, Vigie_V1_AlertEventKind)])
    func taken(verb: String, more: String, kind: Vigie_V1_AlertEventKind) async throws {
        let scene = Scene()
        let response = try await scene.post(verb, "{\"id\":\"\(Given.actionID)\",\"by\":\" Mme Le Gall \"\(more)}")
        #expect(response.status == .ok)
        let request = try #require(scene.requests.first)
        #expect(request.action == kind && request.by == "Mme Le Gall" && request.keyID == scene.portal.morbihan.id)
        let (alertID, actionID) = (try AlertID(Given.alertID), try AlertEventID(Given.actionID))
        #expect(Array(request.alert) == alertID.bytes && Array(request.id) == actionID.bytes)
        #expect(request.comment == (more.contains("vu") ? "vu" : ""))
        #expect(request.level == (verb == "escalate" ? .red : verb == "lower" ? .yellow : .unspecified))
        #expect(scene.portal.others.questions == ["AlertAction 56"])
        let (alert, event) = (response.json["alert"] as? [String: Any], response.json["event"] as? [String: Any])
        #expect(alert?["status"] as? String == "acknowledged" && alert?["level"] as? String == "red")
        #expect(event?["kind"] as? String == "acknowledged" && event?["by"] as? String == "Mme Le Gall")
    }

    @Test("Without a name the key signs, and without an id each call is an action of its own")
    func unsigned() async throws {
        let scene = Scene()
        #expect(try await scene.post("acknowledge", "{}").status == .ok)
        #expect(try await scene.post("acknowledge", "{\"id\":null,\"by\":null}").status == .ok)
        #expect(scene.requests.map(\.by) == Array(repeating: "clé \(scene.portal.morbihan.id)", count: 2))
        #expect(Set(scene.requests.map(\.id)).count == 2)
        for id in scene.requests.map({ Array($0.id) }) { #expect(id.count == 16 && id[6] >> 4 == 4 && id[8] >> 6 == 2) }
    }

    @Test("Lines of a comment stay apart, however they were sent")
    func lines() async throws {
        let scene = Scene()
        #expect(try await scene.post("comment", #"{"comment":" un\r\ndeux\n "}"#).status == .ok)
        #expect(scene.requests.first?.comment == "un\ndeux")
    }

    @Test("Just as long as may be")
    func longest() async throws {
        let scene = Scene()
        let (by, comment) = (String(repeating: "é", count: 100), String(repeating: "ç", count: 2_000))
        #expect(try await scene.post("comment", "{\"by\":\"\(by)\",\"comment\":\"\(comment)\"}").status == .ok)
        #expect(scene.requests.first?.by == by && scene.requests.first?.comment == comment)
    }

    @Test(
        "422: what is not admitted is told by its field, and Alerting is not asked",
        arguments: [
            ("close", "{}", "comment"), ("comment", "{\"comment\":\"  \"}", "comment"), ("decline", "{\"reason\":\"\"}", "reason"),
            ("lower", "{\"level\":\"yellow\"}", "comment"), ("escalate", "{\"comment\":\"x\"}", "level"),
            ("escalate", "{\"comment\":\"x\",\"level\":\"green\"}", "level"), ("lower", "{\"comment\":\"x\",\"level\":\"red\"}", "level"),
            ("lower", "{\"comment\":\"x\",\"level\":\"green\"}", "level"), ("escalate", "{\"comment\":\"x\",\"level\":\"unknown\"}", "level"),
            ("escalate", "{\"comment\":\"x\",\"level\":4}", "level"),
            ("acknowledge", "{\"level\":\"red\"}", "level"), ("acknowledge", "{\"by\":\"\"}", "by"), ("acknowledge", "{\"by\":7}", "by"),
            ("acknowledge", "{\"by\":\"\(String(repeating: "a", count: 101))\"}", "by"), ("acknowledge", "{\"by\":\"a\\nb\"}", "by"),
            ("comment", "{\"comment\":\"\(String(repeating: "a", count: 2_001))\"}", "comment"), ("comment", "{\"comment\":\"a\\u0000\"}", "comment"),
            ("comment", "{\"comment\":\"a\",\"reason\":\"b\"}", "reason"), ("comment", "{\"comment\":[]}", "comment"),
            ("acknowledge", "{\"id\":\"x\"}", "id"), ("acknowledge", "{\"id\":\"00000000-0000-0000-0000-000000000000\"}", "id"),
            ("acknowledge", "{\"name\":\"x\"}", "name"), ("acknowledge", "[]", "action"),
        ])
    func notAdmitted(verb: String, body: String, field: String) async throws {
        let scene = Scene()
        let response = try await scene.post(verb, body)
        #expect(response.status == .unprocessableContent && response.problem == "not-admitted \(field)")
        #expect(scene.requests.isEmpty)
    }

    @Test("400: what is no JSON, or says a thing twice", arguments: ["", "{", "{\"by\":\"a\",\"by\":\"b\"}"])
    func malformed(body: String) async throws {
        let response = try await Scene().post("acknowledge", body)
        #expect(response.status == .badRequest && response.problem == "malformed")
    }

    @Test("413 and 415: more than 16 KiB, or something else than JSON")
    func bodies() async throws {
        let portal = Scene().portal
        let path = "/v1/alerts/\(Given.alertID)/acknowledge"
        let (large, plain) = try await portal.open { client in
            (
                try await client.post(path, "{}" + String(repeating: " ", count: AlertRoutes.bodyLimit), key: portal.morbihan),
                try await client.post(path, "{}", key: portal.morbihan, type: "text/plain")
            )
        }
        #expect(large.status == .contentTooLarge && plain.status == .unsupportedMediaType)
        #expect(portal.others.questions.isEmpty)
    }

    @Test("403: a key without the scope, and one that may act but not read")
    func mayNot() async throws {
        let scene = Scene()
        #expect(try await scene.post("acknowledge", "{}", key: { $0.reader }).status == .forbidden)
        #expect(try await scene.post("acknowledge", "{}", key: { $0.blind }).status == .forbidden)
        #expect(scene.requests.isEmpty)
    }

    @Test(
        "What Alerting refuses",
        arguments: [
            (RPCFailure(.notFound, "no such alert"), .notFound, "not-found"), (RPCFailure(.denied, "no"), .forbidden, "forbidden"),
            (RPCFailure(.invalid, "the alert is closed"), .conflict, "conflict"), (RPCFailure(.unavailable, "down"), .serviceUnavailable, "unavailable"),
        ] as [(RPCFailure, HTTPResponse.Status, String)])
    func refused(failure: RPCFailure, status: HTTPResponse.Status, problem: String) async throws {
        let response = try await Scene(refusing: failure).post("acknowledge", "{}")
        #expect(response.status == status && response.problem == problem)
        if status == .conflict { #expect(response.json["detail"] as? String == "the alert is closed") }
    }

    @Test("404: what is no id names no alert; 404 and 405 for what nobody can do")
    func addresses() async throws {
        let scene = Scene()
        #expect(try await scene.post("acknowledge", "{}", alert: "x").status == .notFound)
        #expect(try await scene.post("forget", "{}").status == .notFound)
        let portal = scene.portal
        let response = try await portal.open { try await $0.get("/v1/alerts/\(Given.alertID)/close", key: portal.morbihan) }
        #expect(response.status == .methodNotAllowed && response.headers[.allow] == "POST, OPTIONS")
        let list = try await portal.open { try await $0.post("/v1/alerts", "{}", key: portal.morbihan) }
        #expect(list.status == .methodNotAllowed && list.headers[.allow] == "GET, HEAD, OPTIONS")
    }
}
