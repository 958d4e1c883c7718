import Accounts
import Answering
import Contracts
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing

@testable import Portal

@Suite("GET /v1/alerts")
struct AlertListTests {
    private func portal(_ alerts: DepartmentAlert...) -> TestedPortal {
        TestedPortal(
            Asked { router in
                router.on(AlertingMethods.alerts) { request, caller in
                    if !request.department.isEmpty { _ = try caller.department(request.department) }
                    var reply = Vigie_V1_AlertsReply()
                    reply.alerts = alerts.prefix(Int(request.limit)).map(\.message)
                    return reply
                }
            })
    }

    private func first(_ response: TestResponse) throws -> [String: Any] {
        try #require((response.json["alerts"] as? [[String: Any]])?.first)
    }

    @Test("The prefecture itself sees what stands, with every field there")
    func ownDepartment() async throws {
        let portal = self.portal(try Given.alert())
        let response = try await portal.open { try await $0.get("/v1/alerts?department=56", key: portal.morbihan) }
        #expect(response.status == .ok)
        let alert = try self.first(response)
        #expect(alert["id"] as? String == Given.alertID && alert["department"] as? String == "56" && alert["kind"] as? String == "excess")
        #expect(alert["level"] as? String == "red" && alert["computedLevel"] as? String == "red" && alert["peakLevel"] as? String == "red")
        #expect(alert["status"] as? String == "raised" && alert["confirmation"] as? String == "pending")
        #expect(alert["firstDay"] as? String == "2020-03-10" && alert["lastDay"] as? String == "2020-03-14")
        #expect(alert["raisedAt"] as? String == "2020-03-14T06:00:00.000Z" && alert["explanation"] as? String == "Niveau rouge.")
        for field in ["acknowledgedBy", "acknowledgedAt", "confirmedBy", "confirmedAt", "closedAt", "closingReason"] {
            #expect(response.text.contains("\"\(field)\":null"), "\(field)")
        }
        #expect(response.json["mayAct"] as? Bool == true)
        #expect(portal.others.questions == ["Alerts 56"])
    }

    @Test(
        "From outside, a red that nobody stands behind is orange, and its words are not told",
        arguments: [Mortality.Confirmation.pending, .declined, .notNeeded])
    func outside(confirmation: Mortality.Confirmation) async throws {
        let portal = self.portal(try Given.alert(confirmation: confirmation))
        let response = try await portal.open { try await $0.get("/v1/alerts", key: portal.national) }
        let alert = try self.first(response)
        for field in ["level", "computedLevel", "peakLevel"] { #expect(alert[field] as? String == "orange", "\(field)") }
        #expect(alert["confirmation"] as? String == confirmation.rawValue)
        let text = response.text
        #expect(text.contains("\"explanation\":null") && !text.contains("red") && !text.contains("rouge"))
        #expect(portal.others.questions == ["Alerts *"])
    }

    @Test("Once confirmed, a red is told everywhere")
    func confirmed() async throws {
        let portal = self.portal(try Given.alert(confirmation: .confirmed))
        let alert = try self.first(try await portal.open { try await $0.get("/v1/alerts", key: portal.national) })
        #expect(alert["level"] as? String == "red" && alert["explanation"] as? String == "Niveau rouge.")
    }

    @Test("A red of the past that nobody confirmed stays inside, and so does why it was closed")
    func closed() async throws {
        let portal = self.portal(try Given.alert(level: .green, peak: .red, confirmation: .declined, status: .closed))
        let (inside, outside) = try await portal.open { client in
            (try await client.get("/v1/alerts?department=56", key: portal.national), try await client.get("/v1/alerts", key: portal.national))
        }
        #expect(try self.first(inside)["closingReason"] as? String == "vague passée, rouge levé")
        #expect(try self.first(outside)["peakLevel"] as? String == "orange")
        #expect(!outside.text.contains("rouge"))
    }

    @Test("What is not red is told as it is, wherever")
    func orange() async throws {
        let portal = self.portal(try Given.alert(level: .orange, peak: .orange, confirmation: .notNeeded))
        let alert = try self.first(try await portal.open { try await $0.get("/v1/alerts", key: portal.reader) })
        #expect(alert["level"] as? String == "orange" && alert["explanation"] as? String == "Niveau rouge.")
    }

    @Test("A key that may only read is told so")
    func mayAct() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get("/v1/alerts?department=56", key: portal.reader) }
        #expect(response.json["mayAct"] as? Bool == false)
    }

    @Test("As many as one asks for")
    func limit() async throws {
        let portal = self.portal(try Given.alert(), try Given.alert())
        let response = try await portal.open { try await $0.get("/v1/alerts?limit=1", key: portal.national) }
        #expect((response.json["alerts"] as? [Any])?.count == 1)
    }

    @Test(
        "Refusals",
        arguments: [
            ("/v1/alerts?department=22", .forbidden, "forbidden"), ("/v1/alerts?department=96", .notFound, "not-found"),
            ("/v1/alerts?department=", .notFound, "not-found"), ("/v1/alerts?limit=0", .unprocessableContent, "not-admitted limit"),
            ("/v1/alerts?limit=501", .unprocessableContent, "not-admitted limit"),
        ] as [(String, HTTPResponse.Status, String)])
    func refusals(path: String, status: HTTPResponse.Status, problem: String) async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get(path, key: portal.morbihan) }
        #expect(response.status == status && response.problem == problem)
        #expect(portal.others.questions.isEmpty)
    }

    @Test("Alerting that is away, or says what this version does not know")
    func away() async throws {
        let nobody = TestedPortal()
        let unknown = try await nobody.open { try await $0.get("/v1/alerts", key: nobody.national) }
        #expect(unknown.status == .unprocessableContent)
        let down = TestedPortal(Asked { $0.on(AlertingMethods.alerts) { _, _ in throw RPCFailure(.unavailable, "down") } })
        let response = try await down.open { try await $0.get("/v1/alerts", key: down.national) }
        #expect(response.status == .serviceUnavailable && response.headers[.retryAfter] == "2")
        let strange = TestedPortal(
            Asked { router in
                router.on(AlertingMethods.alerts) { _, _ in
                    var reply = Vigie_V1_AlertsReply()
                    reply.alerts = [.init()]
                    return reply
                }
            })
        #expect(try await strange.open { try await $0.get("/v1/alerts", key: strange.national) }.status == .internalServerError)
    }
}
