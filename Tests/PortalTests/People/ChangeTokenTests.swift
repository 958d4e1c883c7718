import Answering
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("Changes by a session, and what browsers are told", .timeLimit(.minutes(3)))
struct ChangeTokenTests {
    /// Every change that the router knows, with a path that leads somewhere.
    private static func changes() throws -> [(HTTPRequest.Method, String)] {
        let open = FormTokenGuard.open
        return try TestedPortal(isLoaded: false).router().routes.filter { ![.get, .head].contains($0.method) && [.post, .patch, .delete].contains($0.method) }
            .filter { !($0.method == .post && open.contains($0.path.description)) }
            .map { ($0.method, $0.path.description.replacing("{id}", with: Given.alertID).replacing("{code}", with: "56")) }
    }

    @Test("None is made without the session's token, with another session's, or from another site")
    func everyChange() async throws {
        try await withPeople { bench in
            let account = try await bench.person(
                "nora", "national-administrator@nation", "operations@nation", "clerk@commune:56260", "prefecture-officer@department:56")
            try await bench.open { client in
                // Here more is asked than a person may ask at once.
                let (one, two) = (try await bench.browser(client, as: account, isPatient: true), try await bench.browser(client, as: account))
                let right = one.formToken
                var asked = 0
                for (method, uri) in try Self.changes() where !uri.contains("{") {
                    // 405 is no change.
                    if try await one.ask(method, uri, "{}", withToken: false).status == .methodNotAllowed { continue }
                    one.formToken = nil
                    let bare = try await one.ask(method, uri, "{}")
                    #expect(bare.status == .forbidden, "\(method) \(uri): \(bare.text)")
                    one.formToken = two.formToken
                    #expect(try await one.ask(method, uri, "{}").status == .forbidden, "\(method) \(uri)")
                    if method == .post { #expect(try await one.submit(uri, ["action": "deconnexion"]).status == .forbidden, "\(uri)") }
                    one.formToken = right
                    #expect(try await one.ask(method, uri, "{}", from: "cross-site").status == .forbidden, "\(method) \(uri)")
                    asked += 1
                }
                #expect(asked >= 20)
                #expect(try await one.ask(.get, "/v1/session").status == .ok, "nothing of that was done")
            }
        }
    }

    @Test("Signed out, every page leads to /connexion, and everything of the API is 401; a session that is none is nobody's")
    func signedOut() async throws {
        try await withPeople { bench in
            try await bench.open { client in
                let planted = TestBrowser(client)
                planted.set("vigie-session", SessionToken().text)
                for browser in [TestBrowser(client), planted] {
                    for page in [
                        "/", "/france", "/departements/56", "/mairie/", "/comptes", "/comptes/\(AccountID())", "/exploitation", "/appels", "/appels/56260",
                        "/audit", "/mon-compte", "/mon-compte/second-facteur",
                    ] {
                        let response = try await browser.open(page)
                        #expect(response.status == .seeOther && response.location?.hasPrefix("/connexion") == true, "\(page)")
                    }
                    for uri in [
                        "/v1/departments/56", "/v1/departments/56/map.png", "/v1/france", "/v1/alerts", "/v1/events?department=56", "/v1/tiles.json",
                        "/v1/tiles/5/15/11.mvt",
                        "/v1/session", "/v1/sessions", "/v1/account", "/v1/accounts", "/v1/audit", "/v1/operations", "/v1/colleagues",
                    ] { #expect(try await browser.ask(.get, uri).status == .unauthorized, "\(uri)") }
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .unauthorized)
                }
                for page in ["/connexion", "/invitation", "/donnees-personnelles"] { #expect(try await TestBrowser(client).open(page).status == .ok) }
            }
        }
    }

    @Test("Errors for people are pages in French; for programs, documents, in French where they ask for it")
    func failures() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                let page = try await browser.open("/comptes")
                #expect(page.status == .forbidden && page.headers[.contentType]?.hasPrefix("text/html") == true)
                #expect(page.text.contains("Cette page ne vous est pas ouverte") && page.text.contains("Personne marie"))
                let missing = try await browser.open("/nulle-part")
                #expect(missing.status == .notFound && missing.text.contains("Page introuvable") && !missing.text.contains("no such address"))
                let told = try await browser.ask(.get, "/v1/accounts")
                #expect(told.headers[.contentType] == "application/problem+json")
                #expect(told.json["detail"] as? String == "you do not keep accounts")
                let french = try await client.execute(
                    uri: "/v1/accounts", method: .get, headers: [.acceptLanguage: "fr", .cookie: "vigie-session=\(browser.cookie("vigie-session") ?? "")"])
                #expect(french.json["detail"] as? String == "vous n’administrez pas de comptes")
            }
        }
    }

    @Test("Accounts and sign-in are kept by nobody; figures by who asked; nothing runs that stands in a page")
    func headers() async throws {
        try await withPeople { bench in
            let account = try await bench.person("nora", "national-administrator@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                for page in ["/connexion", "/invitation", "/comptes", "/comptes/\(account.id)", "/mon-compte", "/mon-compte/second-facteur"] {
                    let response = try await browser.open(page)
                    #expect(response.status == .ok && response.headers[.cacheControl] == "no-store", "\(page)")
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "\(page)")
                }
                for uri in ["/v1/session", "/v1/sessions", "/v1/account", "/v1/accounts"] {
                    #expect(try await browser.ask(.get, uri).headers[.cacheControl] == "no-store", "\(uri)")
                }
                let figures = try await browser.open("/france")
                #expect(
                    figures.headers[.cacheControl] == "private, no-cache" && figures.headers[.eTag] != nil && figures.headers[.vary]?.contains("Cookie") == true
                )
            }
        }
    }

    @Test("The banner that the owner sets stands on every page, and is gone once it is cleared")
    func banner() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let (store, words) = (BannerStore(pool: bench.owner), "Service ralenti : gardez vos déclarations.")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                for isSet in [true, false] {
                    if isSet { try await store.set(words, by: PeopleBench.author) } else { try await store.clear(by: PeopleBench.author) }
                    try await bench.people.banner.learn()
                    for page in ["/connexion", "/invitation", "/mon-compte", "/nulle-part"] {
                        #expect(try await browser.open(page).text.contains(words) == isSet, "\(page)")
                    }
                    #expect(try await browser.ask(.get, "/v1/banner").json["text"] as? String == (isSet ? words : nil))
                }
            }
        }
    }

    @Test("A dossier that is seen, an act, a page that is taken out and the audit that is read are written down with who")
    func trail() async throws {
        let others = Asked { router in
            router.on(AlertingMethods.alertDetail) { _, _ in
                var reply = Vigie_V1_AlertDetailReply()
                reply.alert = try Given.alert().message
                return reply
            }
            router.on(AlertingMethods.alertAction) { request, _ in
                var reply = Vigie_V1_AlertActionReply()
                reply.alert = try Given.alert().message
                reply.event = try Given.event(.acknowledged, number: 2, by: request.by).message
                return reply
            }
        }
        try await withPeople(others: others) { bench in
            let officer = try await bench.person("jean", "prefecture-officer@department:56")
            let auditor = try await bench.person("aude", "auditor@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: officer)
                #expect(try await browser.ask(.get, "/v1/alerts/\(Given.alertID)").status == .ok)
                let acted = try await browser.ask(.post, "/v1/alerts/\(Given.alertID)/acknowledge", "{}")
                #expect((acted.json["event"] as? [String: Any])?["by"] as? String == "Personne jean")
                let reader = try await bench.browser(client, as: auditor)
                let told = try await reader.ask(.get, "/v1/audit?account=\(officer.id)&limit=2")
                let entries = told.json["entries"] as? [[String: Any]] ?? []
                #expect(entries.compactMap { $0["action"] as? String } == ["alert-acted-upon", "dossier-seen"])
                #expect(entries.allSatisfy { $0["actor"] as? String == "account:\(officer.id)" && $0["subject"] as? String == "alert:\(Given.alertID)" })
                #expect(told.json["next"] != nil)
                #expect(try await reader.ask(.get, "/v1/audit?action=Nope!").problem == "not-admitted action")
                #expect(try await reader.ask(.get, "/v1/audit?acount=1").problem == "not-admitted acount")
            }
            #expect(try await bench.actions(by: auditor.id).last == "audit-read")
        }
    }
}
