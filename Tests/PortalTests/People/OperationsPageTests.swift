import Foundation
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import Persistence
import Runtime
import Testing

@testable import Accounts
@testable import Portal

@Suite("How the house is, told in French", .timeLimit(.minutes(2)))
struct OperationsPageTests {
    @Test("What the broker says of queues and of who answers is put together by name")
    func queues() {
        let told = HouseQueues(
            main: [
                QueueCondition(name: "aggregation.declarations", waiting: 12, consumers: 2),
                QueueCondition(name: "dead.aggregation.declarations", waiting: 3, consumers: 0),
                QueueCondition(name: "alerting.counts", waiting: 0, consumers: 1),
            ], questions: [QueueCondition(name: "vigie.rpc.aggregation", waiting: 0, consumers: 2)])
        #expect(
            told.queues == [
                .init(name: "aggregation.declarations", waiting: 12, consumers: 2, dead: 3),
                .init(name: "alerting.counts", waiting: 0, consumers: 1, dead: nil),
            ])
        #expect(told.services == [.init(name: "aggregation", instances: 2), .init(name: "alerting", instances: 0), .init(name: "map-rendering", instances: 0)])
    }

    @Test("The page tells queues, dead letters, who answers and what is missing here, with no word of English")
    func page() async throws {
        let queues = HouseQueues(
            queues: [
                .init(name: "aggregation.declarations", waiting: 1_200, consumers: 2, dead: 3),
                .init(name: "alerting.counts", waiting: 0, consumers: 0, dead: 0),
            ],
            services: [.init(name: "aggregation", instances: 2), .init(name: "alerting", instances: 0), .init(name: "map-rendering", instances: 1)])
        try await withPeople(queues: { queues }) { bench in
            bench.readiness.require("counts") { "the counts are not loaded yet (somewhere)" }
            bench.readiness.require("broker") { nil }
            let account = try await bench.person("ops", "operations@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                let text = try await browser.open("/exploitation").text
                for words in [
                    "Déclarations à inscrire au registre (aggregation.declarations)", "1\u{202F}200", "Des rebuts à traiter", "Personne ne la vide",
                    "Registre et décomptes (aggregation)",
                    "2\u{A0}instances", "Aucune instance", "Cartes (map-rendering)", "Réception (ingest)", "Copie des décomptes",
                    "Les décomptes ne sont pas encore chargés",
                    "Courtier de messages",
                ] { #expect(text.contains(words), "\(words)") }
                #expect(!text.contains("not loaded") && !text.contains(">counts<"))
                let answer = try await browser.ask(.get, "/v1/operations").json
                #expect((answer["queues"] as? [[String: Any]])?.count == 2 && (answer["services"] as? [[String: Any]])?.count == 3)
            }
        }
    }

    @Test("Ingest's instances tell of themselves: ready or not, since when, and which was not heard of any more")
    func doors() async throws {
        try await withPeople { bench in
            let store = InstanceStore(pool: bench.owner)
            try await store.tell("ingest-1", of: "ingest", reason: nil)
            try await store.tell("ingest-2", of: "ingest", reason: "broker: connection refused")
            try await store.tell("ingest-3", of: "ingest", reason: nil)
            try await store.tell("portal-1", of: "portal", reason: nil)
            try await bench.owner.execute("UPDATE reference.instance SET since = '2020-03-12 08:05Z' WHERE name <> 'ingest-3'")
            try await bench.owner.execute("UPDATE reference.instance SET seen_at = now() - interval '1 minute' WHERE name = 'ingest-3'")
            // Told again, it is what it was since then; told otherwise, since now.
            try await store.tell("ingest-1", of: "ingest", reason: nil)
            let account = try await bench.person("ops", "operations@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                let text = try await browser.open("/exploitation").text
                for words in [
                    "Réception (ingest-1)", "Reçoit les déclarations", "Prête depuis le 12\u{A0}mars\u{A0}2020 à 9\u{A0}h\u{A0}05.", "Réception (ingest-2)",
                    "Pas prête depuis le 12\u{A0}mars\u{A0}2020 à 9\u{A0}h\u{A0}05.", "Réception (ingest-3)", "Sans nouvelles",
                ] { #expect(text.contains(words), "\(words)") }
                #expect(!text.contains("connection refused"))
                let told = try #require(try await browser.ask(.get, "/v1/operations").json["instances"] as? [[String: Any]])
                #expect(told.map { $0["name"] as? String } == ["ingest-1", "ingest-2", "ingest-3"])
                #expect(told.map { $0["isReady"] as? Bool } == [true, false, true] && told.map { $0["isSilent"] as? Bool } == [false, false, true])
                #expect(told[1]["reason"] as? String == "broker: connection refused" && told[0]["since"] as? String == "2020-03-12T08:05:00.000Z")
            }
            try await store.tell("ingest-2", of: "ingest", reason: nil)
            try await store.withdraw("ingest-1")
            try await bench.owner.execute("UPDATE reference.instance SET seen_at = now() - interval '2 days' WHERE name = 'ingest-3'")
            try await store.tell("ingest-2", of: "ingest", reason: nil)
            let left = try await store.instances(of: "ingest")
            #expect(left.map(\.name) == ["ingest-2"] && left.allSatisfy { $0.isReady && $0.since.microseconds > 1_600_000_000_000_000 })
        }
    }

    @Test("While the broker does not answer, the page says so and shows the rest")
    func silent() async throws {
        try await withPeople { bench in
            let account = try await bench.person("ops", "operations@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                let page = try await browser.open("/exploitation")
                #expect(
                    page.status == .ok && page.text.contains("Le courtier de messages ne dit pas l’état de ses files")
                        && !page.text.contains("Files de messages"))
                #expect(try await browser.ask(.get, "/v1/operations").json["queues"] is NSNull)
            }
        }
    }
}
