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

@Suite("GET /v1/alerts/{id}")
struct AlertDetailTests {
    private static let path = "/v1/alerts/\(Given.alertID)"

    private func portal(withDossier: Bool = true) -> TestedPortal {
        TestedPortal(
            Asked { router in
                router.on(AlertingMethods.alertDetail) { request, caller in
                    guard Array(request.alert) == (try AlertID(Given.alertID)).bytes else { throw RPCFailure(.notFound, "no such alert") }
                    _ = try caller.department("56")
                    var reply = Vigie_V1_AlertDetailReply()
                    reply.alert = try Given.alert().message
                    reply.events = [
                        try Given.event(day: try Given.march(14)).message,
                        try Given.event(.commented, number: 2, by: "Mme Le Gall", comment: "Appels en cours").message,
                    ]
                    if withDossier { reply.dossier = try Given.dossier() }
                    return reply
                }
            })
    }

    @Test("The alert as it stands, what happened to it, and what it was judged from")
    func detail() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get(Self.path, key: portal.reader) }
        #expect(response.status == .ok && response.json["mayAct"] as? Bool == false)
        let alert = try #require(response.json["alert"] as? [String: Any])
        #expect(alert["level"] as? String == "red" && alert["confirmation"] as? String == "pending")

        let events = try #require(response.json["events"] as? [[String: Any]])
        #expect(events.map { $0["number"] as? Int } == [1, 2] && events.map { $0["kind"] as? String } == ["raised", "commented"])
        #expect(events.first?["day"] as? String == "2020-03-14" && events.first?["levelAfter"] as? String == "red")
        #expect(events.last?["by"] as? String == "Mme Le Gall" && events.last?["comment"] as? String == "Appels en cours")
        #expect(events.last?["day"] is String == false)

        let dossier = try #require(response.json["dossier"] as? [String: Any])
        #expect(dossier["number"] as? Int == 2 && dossier["day"] as? String == "2020-03-14")
        #expect(dossier["frozenAt"] as? String == "2020-03-14T06:00:00.000Z" && dossier["method"] as? String == "euromomo-7d-trend")
        #expect(dossier["observed"] as? Int == 231 && dossier["nowcast"] as? Double == 262.3)
        #expect(dossier["nowcastLower"] as? Double == 248 && dossier["nowcastUpper"] as? Double == 281)
        #expect(dossier["expected"] as? Double == 158.2 && dossier["zScore"] as? Double == 7.4)
        #expect(dossier["lower"] as? Double == 130.4 && dossier["upper"] as? Double == 186.1)
        let thresholds = try #require(dossier["thresholds"] as? [String: Any])
        #expect(thresholds["orange"] as? Double == 4.123 && thresholds["low"] as? Double == -3)
        let falseAlarms = try #require(dossier["falseAlarms"] as? [String: Any])
        #expect(falseAlarms["orangeYearly"] as? Double == 0.125 && falseAlarms["redYearly"] is Double == false)
        #expect(falseAlarms["budgetOrangeYears"] as? Double == 5 && falseAlarms["simulatedYears"] as? Int == 2_000)
        let days = try #require(dossier["days"] as? [[String: Any]])
        #expect(days.first?["coming"] as? Double == 5.5 && days.first?["clusterRecurrence"] is Double == false)
        let drivers = try #require(dossier["drivers"] as? [[String: Any]])
        #expect(drivers.first?["name"] as? String == "Vannes" && drivers.first?["exceedance"] as? Double == 0.87)
        // A kind of place of a later version is left out.
        let places = try #require(dossier["places"] as? [[String: Any]])
        #expect(places.map { $0["place"] as? String } == ["careHome"])
        let cluster = try #require(dossier["cluster"] as? [String: Any])
        #expect(cluster["recurrenceDays"] as? Double == 340.4 && cluster["pValue"] as? Double == 0.002941)
    }

    @Test("An alert that is older than dossiers has none")
    func withoutDossier() async throws {
        let portal = self.portal(withDossier: false)
        let response = try await portal.open { try await $0.get(Self.path, key: portal.morbihan) }
        #expect(response.status == .ok && response.text.contains("\"dossier\":null"))
    }

    @Test("404: what is no id names no alert, nor does another's", arguments: ["x", "00000000-0000-0000-0000-000000000000", Given.actionID])
    func unknown(id: String) async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get("/v1/alerts/\(id)", key: portal.national) }
        #expect(response.status == .notFound && response.problem == "not-found")
    }

    @Test("403: outside the key's scope")
    func denied() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get(Self.path, key: portal.commune) }
        #expect(response.status == .forbidden)
        // Who sees no alert anywhere is refused before anybody is asked.
        #expect(portal.others.questions.isEmpty)
    }
}
