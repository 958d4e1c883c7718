import Accounts
import Answering
import Contracts
import HTTPTypes
import HummingbirdTesting
import Mortality
import Runtime
import Testing

@testable import Portal

@Suite("…/clusters and …/watch")
struct WatchRoutesTests {
    private func portal(_ watch: Vigie_V1_WatchReply = .init()) -> TestedPortal {
        TestedPortal(
            Asked { router in
                router.on(AlertingMethods.clusters) { request, caller in
                    _ = try caller.department(request.department)
                    let day = try CivilDay(daysSinceEpoch: Int(request.fromDay))
                    var reply = Vigie_V1_ClustersReply()
                    guard request.fromDay == request.toDay, day == (try Given.march(14)) else { return reply }
                    reply.clusters = [try Given.cluster(day).message]
                    return reply
                }
                router.on(AlertingMethods.watch) { request, caller in
                    _ = try caller.department(request.department)
                    return watch
                }
            })
    }

    @Test("The day's cluster, with the names of its communes; one that is not open here has its code")
    func cluster() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get("/v1/departments/56/clusters?date=2020-03-14", key: portal.reader) }
        #expect(response.status == .ok && response.json["date"] as? String == "2020-03-14")
        let cluster = try #require(response.json["cluster"] as? [String: Any])
        #expect(cluster["firstDay"] as? String == "2020-03-10" && cluster["day"] as? String == "2020-03-14")
        let communes = try #require(cluster["communes"] as? [[String: Any]])
        #expect(communes.map { $0["name"] as? String } == ["Vannes", "44001"] && communes.map { $0["commune"] as? String } == ["56260", "44001"])
        #expect(cluster["observed"] as? Int == 12 && cluster["expected"] as? Double == 3.142 && cluster["recurrenceDays"] as? Double == 340.4)
        #expect(cluster["studyDays"] as? Int == 365 && cluster["areas"] as? Int == 240 && cluster["leftOut"] as? Int == 9)
        #expect(cluster["scannedAt"] as? String == "2020-03-14T15:33:20.000Z")
    }

    @Test("A day without one says so; without a date it is today's")
    func noCluster() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get("/v1/departments/56/clusters", key: portal.reader) }
        #expect(response.json["date"] as? String == "2020-03-15" && response.text.contains("\"cluster\":null"))
    }

    @Test("On what ground a department is watched")
    func watch() async throws {
        var reply = Vigie_V1_WatchReply()
        reply.department = "56"
        reply.day = try Given.march(15).daysSinceEpoch
        reply.method = "euromomo-7d-trend"
        reply.historyWeeks = 258
        reply.historyFirstDay = try CivilDay(iso: "2015-01-04").daysSinceEpoch
        reply.historyLastDay = try CivilDay(iso: "2020-02-16").daysSinceEpoch
        reply.thresholds = Given.thresholds
        reply.delayShares = [0.4, 0.9, 1]
        (reply.pastOrange, reply.pastRed, reply.pastYears) = (2, 1, 4.9)
        let portal = self.portal(reply)
        let response = try await portal.open { try await $0.get("/v1/departments/56/watch", key: portal.reader) }
        #expect(response.status == .ok && response.json["method"] as? String == "euromomo-7d-trend")
        let history = try #require(response.json["history"] as? [String: Any])
        #expect(history["weeks"] as? Int == 258 && history["firstDay"] as? String == "2015-01-04" && history["lastDay"] as? String == "2020-02-16")
        #expect((response.json["thresholds"] as? [String: Any])?["red"] as? Double == 7)
        #expect((response.json["falseAlarms"] as? [String: Any])?["budgetRedYears"] as? Double == 50)
        #expect(response.json["delayShares"] as? [Double] == [0.4, 0.9, 1])
        let past = try #require(response.json["past"] as? [String: Any])
        #expect(past["orange"] as? Int == 2 && past["red"] as? Int == 1 && past["years"] as? Double == 4.9)
        let text = response.text
        #expect(text.contains("\"delayAbsence\":null") && text.contains("\"clusterAbsence\":null"))
    }

    @Test("What is not known is null, with the reason where there is one")
    func nothingKnown() async throws {
        var reply = Vigie_V1_WatchReply()
        (reply.department, reply.day, reply.method) = ("56", try Given.march(15).daysSinceEpoch, "national-rate")
        (reply.delayAbsence, reply.clusterAbsence) = ("Trop peu de déclarations.", "Aucune mairie n’est située.")
        let portal = self.portal(reply)
        let response = try await portal.open { try await $0.get("/v1/departments/56/watch", key: portal.reader) }
        let text = response.text
        for field in ["history", "thresholds", "falseAlarms", "delayShares", "past"] { #expect(text.contains("\"\(field)\":null"), "\(field)") }
        #expect(response.json["delayAbsence"] as? String == "Trop peu de déclarations.")
        #expect(response.json["clusterAbsence"] as? String == "Aucune mairie n’est située.")
    }

    @Test("Refusals", arguments: ["clusters", "watch"])
    func refusals(what: String) async throws {
        let portal = self.portal()
        let statuses = try await portal.open { client in
            [
                try await client.get("/v1/departments/56/\(what)", key: nil).status,
                try await client.get("/v1/departments/56/\(what)", key: portal.stranger).status,
                try await client.get("/v1/departments/56/\(what)", key: portal.blind).status,
                try await client.get("/v1/departments/56/\(what)", key: portal.commune).status,
                try await client.get("/v1/departments/22/\(what)", key: portal.morbihan).status,
                try await client.get("/v1/departments/22/\(what)", key: portal.national).status,
                try await client.get("/v1/departments/xx/\(what)", key: portal.national).status,
            ]
        }
        #expect(statuses == [.unauthorized, .unauthorized, .forbidden, .forbidden, .forbidden, .notFound, .notFound])
        #expect(portal.others.questions.isEmpty)
        let down = TestedPortal()
        let early = TestedPortal(isLoaded: false)
        #expect(try await down.open { try await $0.get("/v1/departments/56/\(what)", key: down.reader) }.status == .unprocessableContent)
        #expect(try await early.open { try await $0.get("/v1/departments/56/\(what)", key: early.reader) }.status == .serviceUnavailable)
    }

    @Test("422: a day that is none")
    func day() async throws {
        let portal = self.portal()
        let response = try await portal.open { try await $0.get("/v1/departments/56/clusters?date=2020-02-30", key: portal.reader) }
        #expect(response.status == .unprocessableContent && response.problem == "not-admitted date")
    }
}
