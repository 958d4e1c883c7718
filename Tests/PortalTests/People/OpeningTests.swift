import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import Persistence
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("The national administrator opens departments", .timeLimit(.minutes(3)))
struct OpeningTests {
    @Test("Opened from the page, letters and list come in one file, once; opened again nothing is to print")
    func page() async throws {
        try await withPeople { bench in
            let nora = try await bench.person("nora", "national-administrator@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: nora)
                let list = try await browser.open("/ouvertures")
                #expect(
                    list.status == .ok && list.text.contains("Morbihan (56)") && list.text.contains("Chargé, non ouvert")
                        && list.text.contains("vigiectl department open"))
                let form = [
                    "action": "ouvrir", "centre-appel": "02 97 00 00 00", "nom": "Anne Roux", "courriel": "anne.roux@prefecture.fr", "codes": "manquants",
                ]
                let opened = try await browser.submit("/ouvertures/56", form)
                #expect(opened.status == .ok && opened.headers[.contentType] == "application/zip" && opened.headers[.cacheControl] == "no-store")
                #expect(opened.headers[.contentDisposition] == "attachment; filename=\"ouverture-56.zip\"")
                let archive = String(decoding: Array(buffer: opened.body), as: Unicode.ASCII.self)
                for name in ["lettres-56.pdf", "courriels-56.csv", "administration-56.txt", "%PDF-1.", "mairie-56260", "anne.roux@prefecture.fr"] {
                    #expect(archive.contains(name), "\(name)")
                }
                #expect(archive.matches(of: /\/Type \/Page\b(?!s)/).count == 3)
                // The code of the list opens the town hall's account.
                let code = String(try #require(archive.firstMatch(of: /56260;Vannes;;[^;]*;([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4});/)).1)
                let done = try await TestBrowser(client).submit("/invitation", ["action": "mot-de-passe", "code": code, "mot-de-passe": PeopleBench.password])
                #expect(done.status == .seeOther && done.location == "/mairie/")

                let page = try await browser.open("/ouvertures/56")
                #expect(page.text.contains("Ouvert") && page.text.contains("1 sur 3") && page.text.contains("02 97 00 00 00") && !page.text.contains(code))
                let again = try await browser.submit("/ouvertures/56", ["action": "ouvrir", "codes": "manquants"])
                #expect(again.status == .ok && again.text.contains("Rien à imprimer") && again.text.contains("2\u{A0}codes déjà donnés restent valables"))
                let one = try await browser.submit("/ouvertures/56", ["action": "ouvrir", "codes": "une", "commune": "56007"])
                #expect(String(decoding: Array(buffer: one.body), as: Unicode.ASCII.self).matches(of: /\/Type \/Page\b(?!s)/).count == 1)
                let wrong = try await browser.submit("/ouvertures/56", ["action": "ouvrir", "codes": "une", "commune": "29019"])
                #expect(wrong.status == .unprocessableContent && wrong.text.contains("commune de ce département"))
                #expect(try await browser.open("/ouvertures/22").status == .notFound)
            }
            let count = try await bench.owner.query("SELECT count(*) FROM portal.account").one().int(0)
            #expect(count == 1 + 3 + 1)
            let actions = try await bench.actions(by: nora.id)
            #expect(actions.filter { $0 == "account-created" }.count == 4 && actions.filter { $0 == "department-opened" }.count == 1)
        }
    }

    @Test("The API does what the page does")
    func api() async throws {
        try await withPeople { bench in
            let nora = try await bench.person("nora", "national-administrator@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: nora)
                let opened = try await browser.ask(.post, "/v1/departments/56/opening", "{\"callCentre\":\"02 97 00 00 00\"}")
                let invitations = try #require(opened.json["invitations"] as? [[String: Any]])
                #expect(opened.json["made"] as? Int == 3 && invitations.count == 3 && invitations[0]["login"] as? String == "mairie-56007")
                #expect(opened.headers[.contentEncoding] == nil && opened.headers[.cacheControl] == "no-store")
                let again = try await browser.ask(.post, "/v1/departments/56/opening", "{}")
                #expect(again.json["made"] as? Int == 0 && again.json["kept"] as? Int == 3 && (again.json["invitations"] as? [Any])?.isEmpty == true)
                let renewed = try await browser.ask(.post, "/v1/departments/56/opening", "{\"renew\":\"56007\"}")
                #expect((renewed.json["invitations"] as? [Any])?.count == 1)
                #expect(try await browser.ask(.post, "/v1/departments/56/opening", "{\"renew\":\"29019\"}").problem == "not-admitted renew")
                #expect(try await browser.ask(.post, "/v1/departments/56/opening", "{\"callCentre\":\"allô\"}").problem == "not-admitted callCentre")
                #expect(try await browser.ask(.post, "/v1/departments/22/opening", "{}").status == .notFound)
                let paused = try await browser.ask(.post, "/v1/departments/56/pause", "{\"word\":\"Reprise lundi.\"}")
                #expect(paused.json["state"] as? String == "paused" && paused.json["word"] as? String == "Reprise lundi.")
                #expect(try await browser.ask(.post, "/v1/departments/56/pause", "{\"word\":\"a\\nb\"}").problem == "not-admitted word")
                #expect(try await browser.ask(.post, "/v1/departments/56/resume").json["state"] as? String == "open")
                #expect(try await browser.ask(.post, "/v1/departments/56/close", "{}").json["state"] as? String == "closed")
                #expect(try await browser.ask(.post, "/v1/departments/56/resume").status == .conflict)
                let all = try #require(try await browser.ask(.get, "/v1/openings").json["departments"] as? [[String: Any]])
                #expect(all.map { $0["state"] as? String } == ["loaded", "closed"])
                // Without the session's token nothing is done.
                #expect(try await browser.ask(.post, "/v1/departments/56/opening", "{}", withToken: false).status == .forbidden)
            }
        }
    }

    @Test("From the page a department is paused with a word, resumed and closed; nobody else may")
    func life() async throws {
        try await withPeople { bench in
            let nora = try await bench.person("nora", "national-administrator@nation")
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            try await bench.open { client in
                let (browser, other) = (try await bench.browser(client, as: nora), try await bench.browser(client, as: admin))
                for action in ["ouvrir", "suspendre", "reprendre", "fermer"] {
                    #expect(try await other.submit("/ouvertures/56", ["action": action]).status == .forbidden)
                }
                let paused = try await browser.submit("/ouvertures/56", ["action": "suspendre", "mot": "Reprise lundi 8 h."])
                #expect(paused.text.contains("Suspendu") && paused.text.contains("Reprise lundi 8 h.") && paused.text.contains("value=\"reprendre\""))
                let long = try await browser.submit("/ouvertures/56", ["action": "fermer", "mot": String(repeating: "a", count: 301)])
                #expect(long.status == .unprocessableContent && long.text.contains("1 à 300 caractères"))
                #expect(try await browser.submit("/ouvertures/56", ["action": "reprendre"]).text.contains("Ouvert"))
                #expect(try await browser.submit("/ouvertures/56", ["action": "fermer"]).text.contains("Fermé"))
                #expect(try await browser.submit("/ouvertures/56", ["action": "reprendre"]).status == .unprocessableContent)
            }
            #expect(try await bench.actions(by: admin.id).allSatisfy { !$0.hasPrefix("department-") })
            #expect(
                try await bench.actions(by: nora.id).filter { $0.hasPrefix("department-") } == ["department-paused", "department-resumed", "department-closed"])
        }
    }
}
