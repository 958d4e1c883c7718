import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LiveCopies
import Mortality
import Persistence
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("The call centre", .timeLimit(.minutes(3)))
struct CallPagesTests {
    /// Vannes declared an hour ago, Auray twenty days ago, Lorient never.
    private static func figures() throws -> StandingFigures {
        let now = Instant.now
        let counts = try Given.counts(
            [],
            reports: [
                Given.report(try Given.vannes, try Given.march(3), at: now - .seconds(3_600)),
                Given.report(try Given.vannes, try Given.march(2), at: now - .seconds(86_400)),
                Given.report(try Given.auray, try Given.march(1), at: now - .seconds(20 * 86_400)),
            ])
        return StandingFigures(counts: counts)
    }

    /// A clerk of Vannes who signed in, one of Auray whose code waits, one of Lorient whose code is over.
    private static func settle(_ bench: PeopleBench) async throws -> Account {
        let marie = try await bench.person("marie", "clerk@commune:56260")
        for (login, commune) in [("anne", "56007"), ("paul", "56121")] {
            _ = try await bench.people.invitations.invite(
                try AccountDraft(login: try Login(login), name: "Personne \(login)"), grants: [try PeopleBench.grant("clerk@commune:\(commune)")],
                by: PeopleBench.author)
        }
        try await bench.owner.execute(
            """
            UPDATE portal.invitation SET issued_at = issued_at - interval '30 days', expires_at = now() - interval '1 second'
            WHERE account = (SELECT id FROM portal.account WHERE login = 'paul')
            """)
        try await bench.owner.execute(
            "INSERT INTO reference.contacts (commune, department, telephone, mail) VALUES ('56260', '56', '+33 2 97 01 60 00', 'mairie@vannes.fr')")
        return marie
    }

    @Test("The list tells who has come, finds communes without accents or by code, and counts who is missing")
    func list() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            let marie = try await Self.settle(bench)
            let centre = try await bench.person("centre", "call-centre@department:56")
            try await bench.open { client in
                _ = try await bench.browser(client, as: marie)
                let browser = try await bench.browser(client, as: centre)
                let page = try await browser.open("/appels").text
                for words in [
                    "Vannes (56260)", "Utilisé", "Pas encore utilisé", "Expiré", "+33 2 97 01 60 00", "3\u{A0}communes sur 3",
                    "2\u{A0}communes dont aucun code n’a servi",
                    "2\u{A0}communes jamais connectées", "1\u{A0}commune qui n’a jamais rien déclaré", "2\u{A0}communes sans déclaration depuis 7 jours",
                ] { #expect(page.contains(words), "\(words)") }
                func found(_ query: String) async throws -> [String] {
                    let text = try await browser.open("/appels?\(query)").text
                    return text.matches(of: /<th scope="row"><a class="fr-link" href="\/appels\/(\d{5})">/).map { String($0.1) }
                }
                #expect(try await found("q=VANNES") == ["56260"])
                #expect(try await found("q=56121") == ["56121"])
                #expect(try await found("q=aur") == ["56007"])
                #expect(try await found("q=nulle+part") == [])
                #expect(try await found("manque=code") == ["56007", "56121"])
                #expect(try await found("manque=connexion") == ["56007", "56121"])
                #expect(try await found("manque=declaration") == ["56121"])
                #expect(try await found("manque=declaration&jours=7") == ["56007", "56121"])
                #expect(try await found("manque=declaration&jours=21") == ["56121"])
                #expect(try await found("manque=connexion&jours=1") == ["56007", "56121"])
                let wrong = try await browser.open("/appels?jours=beaucoup")
                #expect(wrong.status == .unprocessableContent && wrong.text.contains("aria-invalid") && wrong.text.contains("Erreur – Appels"))
                // It holds no script that it would need.
                #expect(page.contains("<form method=\"get\" action=\"/appels\"") && !page.contains("onclick"))
            }
        }
    }

    @Test("The table is one that a spreadsheet opens, with nothing that it would compute, and taking it is audited")
    func table() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            _ = try await Self.settle(bench)
            let centre = try await bench.person("centre", "call-centre@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: centre)
                let answer = try await browser.ask(.get, "/v1/departments/56/calls.csv?missing=code")
                #expect(answer.status == .ok && answer.headers[.contentType] == "text/csv; charset=utf-8")
                #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"appels-56-") == true)
                #expect(Array(answer.body.readableBytesView.prefix(3)) == [0xEF, 0xBB, 0xBF])
                let rows = answer.text.split(separator: "\r\n")
                #expect(
                    rows.count == 3
                        && rows[0].hasSuffix(
                            "Code;Commune;Comptes;Code d’invitation;Dernière connexion;Dernière déclaration;Dernier appel;Résultat;Téléphone;Courriel")
                )
                #expect(rows[1].hasPrefix("56007;Auray;1;pas encore utilisé;;"))
                let all = try await browser.ask(.get, "/v1/departments/56/calls.csv").text
                #expect(all.contains(";'+33 2 97 01 60 00;mairie@vannes.fr"))
                #expect(try await bench.actions(by: centre.id).filter { $0 == "calls-exported" }.count == 2)
                let detail = try await bench.owner.query(
                    "SELECT subject || ' ' || detail FROM portal.audit WHERE action = 'calls-exported' ORDER BY id LIMIT 1"
                ).one().text(0)
                #expect(detail == "department:56 missing=code")
            }
        }
    }

    @Test("A call is noted with its hour and what came of it, once however often it is sent, and told again with who called")
    func noted() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            _ = try await Self.settle(bench)
            let centre = try await bench.person("centre", "call-centre@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: centre)
                let page = try await browser.open("/appels/56260")
                let (id, hour) = (try #require(page.field("id")), try #require(page.text.firstMatch(of: /type="time" value="(\d\d:\d\d)"/)).1)
                #expect(
                    page.text.contains("Aucun appel n’est noté.") && page.text.contains("href=\"tel:+33297016000\"")
                        && page.text.contains("href=\"mailto:mairie@vannes.fr\""))
                #expect(page.text.contains("href=\"/mairie/?commune=56260\""))
                let fields = ["action": "noter", "id": id, "jour": "aujourd-hui", "heure": String(hour), "resultat": "call-back"]
                for _ in 0..<2 {
                    let done = try await browser.submit("/appels/56260", fields)
                    #expect(done.status == .ok && done.text.contains("est noté : à rappeler") && done.text.contains("Personne centre"))
                    #expect(done.text.contains("1\u{A0}appel noté"))
                }
                #expect(try await bench.actions(by: centre.id).filter { $0 == "call-noted" }.count == 1)
                #expect(try await browser.open("/appels?q=56260").text.contains(": à rappeler"))
                for (changed, words) in [
                    (["resultat": ""], "Choisissez ce que l’appel a donné"), (["heure": "25:00"], "Saisissez l’heure de l’appel"),
                    (["heure": "hier soir"], "Saisissez l’heure"),
                    (["resultat": "vu au marché"], "Choisissez ce que"),
                ] {
                    let refused = try await browser.submit("/appels/56260", fields.merging(changed) { $1 })
                    #expect(refused.status == .unprocessableContent && refused.text.contains(words) && refused.text.contains("aria-invalid"), "\(changed)")
                }
                // The same id for another call, or without the session's token: nothing is noted.
                #expect(try await browser.submit("/appels/56260", fields.merging(["resultat": "absent"]) { $1 }).status == .conflict)
                #expect(try await browser.submit("/appels/56260", fields, withToken: false).status == .forbidden)
                #expect(try await bench.owner.query("SELECT count(*) FROM portal.calls").one().int(0) == 1)
            }
        }
    }

    @Test("By the API the same: the hour is told or now, what is to come or unknown is refused")
    func api() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            _ = try await Self.settle(bench)
            let centre = try await bench.person("centre", "call-centre@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: centre)
                let uri = "/v1/communes/56007/calls"
                let id = "6f1f0a52-6f3b-4a51-9f10-0a4f4c1f6a10"
                let then = Instant(microseconds: Instant.now.microseconds / 1_000_000 * 1_000_000 - 7_200_000_000).text
                for _ in 0..<2 {
                    let noted = try await browser.ask(.post, uri, "{\"id\":\"\(id)\",\"at\":\"\(then)\",\"outcome\":\"wrong-number\"}")
                    #expect(noted.status == .created && noted.json["at"] as? String == then && noted.json["account"] as? String == "\(centre.id)")
                }
                #expect(try await browser.ask(.post, uri, "{\"outcome\":\"reached\"}").status == .created)
                let ahead = Instant(microseconds: Instant.now.microseconds + 3_600_000_000).text
                #expect(try await browser.ask(.post, uri, "{\"at\":\"\(ahead)\",\"outcome\":\"busy\"}").problem == "not-admitted at")
                #expect(try await browser.ask(.post, uri, "{\"at\":\"2020-03-01T10:00:00Z\",\"outcome\":\"busy\"}").problem == "not-admitted at")
                #expect(try await browser.ask(.post, uri, "{\"at\":\"hier\",\"outcome\":\"busy\"}").problem == "not-admitted at")
                #expect(try await browser.ask(.post, uri, "{\"outcome\":\"chatted\"}").problem == "not-admitted outcome")
                #expect(try await browser.ask(.post, uri, "{\"outcome\":\"busy\",\"note\":\"Mme X\"}").problem == "not-admitted note")
                #expect(try await browser.ask(.post, uri, "{\"id\":\"\(id)\",\"outcome\":\"busy\"}").status == .conflict)
                let commune = try await browser.ask(.get, uri).json
                let calls = try #require(commune["calls"] as? [[String: Any]])
                #expect(calls.map { $0["outcome"] as? String } == ["reached", "wrong-number"])
                #expect((commune["standing"] as? [String: Any])?["code"] as? String == "open")
                #expect((commune["renewable"] as? [[String: Any]])?.map { $0["login"] as? String } == ["anne"])
                let list = try await browser.ask(.get, "/v1/departments/56/calls?missing=declaration&days=7").json
                #expect(list["total"] as? Int == 3 && list["count"] as? Int == 2)
                for known in try #require(try await browser.ask(.get, "/v1/departments/56/calls").json["communes"] as? [[String: Any]]) {
                    let code = try #require(known["commune"] as? String)
                    let own = try #require(try await browser.ask(.get, "/v1/communes/\(code)/calls").json["standing"] as? [String: Any])
                    #expect(own as NSDictionary == known as NSDictionary, "\(code)")
                }
                #expect(try await browser.ask(.get, "/v1/departments/56/calls?missing=everything").problem == "not-admitted missing")
                #expect(try await browser.ask(.get, "/v1/departments/56/calls?days=0").problem == "not-admitted days")
                for uri in ["/v1/departments/29/calls", "/v1/departments/29/calls.csv", "/v1/communes/29019/calls"] {
                    #expect(try await browser.ask(.get, uri).status == .forbidden, "\(uri)")
                }
                #expect(try await browser.ask(.post, "/v1/communes/29019/calls", "{\"outcome\":\"busy\"}").status == .forbidden)
                for uri in ["/v1/departments/nowhere/calls", "/v1/communes/56999/calls", "/v1/communes/xyz/calls"] {
                    #expect(try await browser.ask(.get, uri).status == .notFound, "\(uri)")
                }
                #expect(try await client.execute(uri: "/v1/departments/56/calls", method: .get).status == .unauthorized)
            }
        }
    }

    @Test("The national administrator sees who has not come in any department, notes calls and makes codes anew, and declares for nobody")
    func national() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            let marie = try await Self.settle(bench)
            let nora = try await bench.person("nora", "national-administrator@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: nora)
                let list = try await browser.open("/appels")
                #expect(list.status == .ok && list.text.contains("<a class=\"fr-nav__link\" href=\"/appels\""))
                #expect(try await browser.open("/appels?departement=56").text.contains("Vannes (56260)"))
                let page = try await browser.open("/appels/56260")
                #expect(page.status == .ok && page.text.contains("Personne marie (marie)") && !page.text.contains("/mairie/?commune="))
                #expect(try await browser.ask(.post, "/v1/communes/56260/calls", "{\"outcome\":\"reached\"}").status == .created)
                #expect(try await browser.submit("/appels/56260", ["action": "renouveler", "compte": "\(marie.id)"]).status == .ok)
                #expect(try await browser.open("/mairie/?commune=56260").status == .forbidden)
                #expect(try await browser.ask(.get, "/v1/departments/56/calls.csv").status == .ok)
                #expect(try await browser.open("/appels?departement=2A").status == .notFound)
            }
        }
    }

    @Test("A code is made anew by who may, and is shown once in three groups; an officer sees that there is an account, and not whose")
    func renewed() async throws {
        try await withPeople(figures: try Self.figures()) { bench in
            let marie = try await Self.settle(bench)
            let (centre, officer) = (
                try await bench.person("centre", "call-centre@department:56"), try await bench.person("jean", "prefecture-officer@department:56")
            )
            let far = try await bench.person("far", "clerk@commune:29019")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: centre)
                #expect(try await browser.open("/appels/56260").text.contains("Personne marie (marie)"))
                let renewed = try await browser.submit("/appels/56260", ["action": "renouveler", "compte": "\(marie.id)"])
                #expect(renewed.status == .ok && renewed.headers[.cacheControl] == "no-store")
                let code = String(try #require(renewed.text.firstMatch(of: /<p class="vigie-spoken">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/p>/)).1)
                #expect(renewed.text.contains("Par téléphone : \(code.prefix(1)), "))
                #expect(try await !browser.open("/appels/56260").text.contains(code))
                #expect(try await TestBrowser(client).submit("/invitation", ["action": "code", "code": code]).status == .ok)
                #expect(try await bench.actions(on: marie.id).last == "account-invited")
                for id in [far.id, officer.id, centre.id] {
                    #expect(try await browser.submit("/appels/56260", ["action": "renouveler", "compte": "\(id)"]).status == .notFound)
                }
                let desk = try await bench.browser(client, as: officer)
                let page = try await desk.open("/appels/56260")
                #expect(
                    page.status == .ok && page.text.contains("Un agent de la mairie") && !page.text.contains("Personne marie")
                        && !page.text.contains("renouveler"))
                #expect(try await desk.submit("/appels/56260", ["action": "renouveler", "compte": "\(marie.id)"]).status == .notFound)
                #expect(try await desk.open("/mairie/?commune=56260").text.contains("À la place de la mairie"))
                #expect(try await desk.open("/mairie/?commune=29019").status == .forbidden)
            }
        }
    }
}
