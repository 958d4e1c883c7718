import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import NIOCore
import Persistence
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("Signing in and out", .timeLimit(.minutes(3)))
struct SignInTests {
    @Test("A clerk signs in by the page: a session under a cookie that no script reads, and a mark of the device")
    func page() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie.le-goff", "clerk@commune:56260")
            try await bench.open { client in
                let browser = TestBrowser(client)
                let shown = try await browser.open("/connexion")
                #expect(shown.status == .ok && shown.headers[.cacheControl] == "no-store" && shown.text.contains("name=\"identifiant\""))
                let response = try await browser.signIn("Marie.Le-Goff ")
                #expect(response.status == .seeOther && response.location == "/mairie/")
                let cookies = response.headers[values: .setCookie]
                let session = try #require(cookies.first { $0.hasPrefix("vigie-session=") })
                #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Max-Age=2592000") && session.contains("Path=/"))
                #expect(cookies.contains { $0.hasPrefix("vigie-appareil=") && $0.contains("HttpOnly") })
                let landed = try await browser.open("/mairie/")
                #expect(landed.status == .ok && landed.text.contains("Vannes") && landed.text.contains("Personne marie.le-goff"))
                // A session that is used lasts as long again.
                #expect(landed.headers[values: .setCookie].contains { $0.hasPrefix("vigie-session=") && $0.contains("Max-Age=2592000") })
            }
            #expect(try await bench.actions(by: account.id) == ["invitation-redeemed", "signed-in"])
        }
    }

    @Test("A wrong password, an account that is unknown, closed, or has no password yet: one answer")
    func wrong() async throws {
        try await withPeople { bench in
            try await bench.person("marie", "clerk@commune:56260")
            let closed = try await bench.person("closed", "clerk@commune:56260")
            try await bench.people.accounts.disable(closed.id, by: PeopleBench.author)
            _ = try await bench.people.invitations.invite(
                try AccountDraft(login: try Login("invited"), name: "X"), grants: [try PeopleBench.grant("clerk@commune:56260")], by: PeopleBench.author)
            try await bench.open { client in
                var answers: Set<String> = []
                for (login, password) in [
                    ("marie", "not the password"), ("nobody.here", PeopleBench.password), ("closed", PeopleBench.password), ("invited", PeopleBench.password),
                    ("", ""), ("no login at all, surely", PeopleBench.password), ("marie", String(repeating: "é", count: 1_000)),
                ] {
                    let response = try await TestBrowser(client).submit("/connexion", ["identifiant": login, "mot-de-passe": password])
                    #expect(response.status == .unprocessableContent && response.headers[values: .setCookie].isEmpty, "\(login)")
                    answers.insert(login.isEmpty ? response.text.replacing(" value=\"\"", with: "") : response.text.replacing(" value=\"\(login)\"", with: ""))
                    guard !password.isEmpty else { continue }
                    let told = try await TestBrowser(client).ask(
                        .post, "/v1/session", "{\"login\":\"\(login.isEmpty ? "x" : login)\",\"password\":\"\(password)\"}")
                    #expect(told.status == .forbidden && told.problem == "sign-in-refused" && told.headers[values: .setCookie].isEmpty)
                }
                #expect(answers.count == 1)
            }
            // Written down, and no name that is nobody's.
            let rows = try await bench.owner.query("SELECT actor, subject, detail FROM portal.audit WHERE action = 'sign-in-refused'")
            #expect(rows.count == 13 && rows.allSatisfy { (try? $0.text("actor")) == "nobody" && (try? $0.text("detail")) == "password" })
        }
    }

    @Test("Signing in again ends the session that the browser had; a planted one is never raised")
    func rotation() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = TestBrowser(client)
                let planted = SessionToken().text
                browser.set("vigie-session", planted)
                _ = try await browser.signIn("marie")
                let first = try #require(browser.cookie("vigie-session"))
                #expect(first != planted)
                _ = try await browser.signIn("marie")
                let second = try #require(browser.cookie("vigie-session"))
                #expect(second != first)
                let old = TestBrowser(client)
                old.set("vigie-session", first)
                #expect(try await old.ask(.get, "/v1/session").status == .unauthorized)
                #expect(try await browser.ask(.get, "/v1/session").status == .ok)
            }
            #expect(try await bench.people.sessions.list(of: account.id).count == 1)
        }
    }

    @Test("Nobody signs in from another site's page", arguments: ["cross-site", "same-site", "none"])
    func foreign(site: String) async throws {
        try await withPeople { bench in
            try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = TestBrowser(client)
                let fields = ["identifiant": "marie", "mot-de-passe": PeopleBench.password]
                let signIn = try await browser.submit("/connexion", fields, from: site)
                #expect(signIn.status == .forbidden)
                #expect(try await browser.submit("/connexion", fields, from: nil).status == .forbidden)
                #expect(try await browser.submit("/invitation", ["code": "x"], from: site).status == .forbidden)
                let body = "{\"login\":\"marie\",\"password\":\"\(PeopleBench.password)\"}"
                #expect(try await browser.ask(.post, "/v1/session", body, from: site).status == .forbidden)
                #expect(try await browser.ask(.post, "/v1/invitations/redeem", "{}", from: site).status == .forbidden)
                #expect(browser.cookie("vigie-session") == nil)
            }
        }
    }

    @Test(
        "One goes on to where one was led from, and never to another site",
        arguments: [
            ("/departements/56?date=2020-04-01", "/departements/56?date=2020-04-01"), ("//evil.example", "/departements/56"),
            ("https://evil.example/", "/departements/56"),
            ("/\\evil.example", "/departements/56"), ("", "/departements/56"),
        ])
    func next(asked: String, led: String) async throws {
        try await withPeople { bench in
            try await bench.person("jean", "prefecture-reader@department:56")
            try await bench.open { client in
                let browser = TestBrowser(client)
                let response = try await browser.submit("/connexion", ["identifiant": "jean", "mot-de-passe": PeopleBench.password, "suite": asked])
                #expect(response.status == .seeOther && response.location == led)
            }
        }
    }

    @Test(
        "Where each role lands",
        arguments: [
            ("clerk@commune:56260", "/mairie/"), ("call-centre@department:56", "/appels"), ("prefecture-officer@department:56", "/departements/56"),
            ("region-reader@region:53", "/"), ("partner-reader@nation", "/france"), ("national-reader@nation", "/france"),
            ("national-administrator@nation", "/comptes"), ("operations@nation", "/exploitation"), ("auditor@nation", "/audit"),
        ])
    func landing(grant: String, page: String) throws { #expect(Access([try PeopleBench.grant(grant)]).landing == page) }

    @Test("Signing out ends the session and clears caches, never what the device holds unsent")
    func out() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let (one, two) = (TestBrowser(client), TestBrowser(client))
                _ = try await one.signIn("marie")
                _ = try await two.signIn("marie")
                let response = try await one.submit("/mon-compte", ["action": "deconnexion"])
                #expect(response.status == .seeOther && response.location == "/connexion")
                let clear = try #require(HTTPField.Name("Clear-Site-Data"))
                #expect(response.headers[clear] == "\"cache\"")
                #expect(one.cookie("vigie-session") == nil && one.cookie("vigie-appareil") != nil)
                #expect(try await one.open("/mairie/").location == "/connexion?suite=/mairie/")
                #expect(try await two.open("/mairie/").status == .ok)
                // Everywhere, and by the API.
                _ = try await one.signIn("marie")
                let everywhere = try await two.ask(.delete, "/v1/sessions")
                #expect(everywhere.status == .noContent && everywhere.headers[clear] == "\"cache\"")
                #expect(try await one.open("/mairie/").status == .seeOther)
                #expect(try await two.open("/mairie/").status == .seeOther)
            }
            #expect(try await bench.people.sessions.list(of: account.id).isEmpty)
        }
    }

    @Test("One sees one's own sessions and ends them, and nobody else's")
    func sessions() async throws {
        try await withPeople { bench in
            let marie = try await bench.person("marie", "clerk@commune:56260")
            let yann = try await bench.person("yann", "clerk@commune:56260")
            try await bench.open { client in
                let (one, two) = (try await bench.browser(client, as: marie), try await bench.browser(client, as: marie))
                let other = try await bench.browser(client, as: yann)
                let told = try await one.ask(.get, "/v1/sessions").json["sessions"] as? [[String: Any]]
                #expect(told?.count == 2 && told?.filter { $0["isThis"] as? Bool == true }.count == 1)
                let id = try #require(told?.first { $0["isThis"] as? Bool == false }?["id"] as? String)
                #expect(try await other.ask(.delete, "/v1/sessions/\(id)").status == .notFound)
                #expect(try await two.ask(.get, "/v1/session").status == .ok)
                #expect(try await one.ask(.delete, "/v1/sessions/\(id)").status == .noContent)
                #expect(try await two.ask(.get, "/v1/session").status == .unauthorized)
                let page = try await one.open("/mon-compte")
                #expect(page.status == .ok && page.text.contains("Cet appareil"))
            }
        }
    }

    @Test("An account for demonstration signs in where that is said alone; a start in earnest refuses to run")
    func demo() async throws {
        for allowsDemo in [false, true] {
            try await withPeople(allowsDemo: allowsDemo) { bench in
                let hash = try await bench.people.hasher.hash(try Password(PeopleBench.password, following: PasswordRule(words: [])))
                try await AccountStore(pool: bench.owner).createDemo(
                    try AccountDraft(login: try Login("demo"), name: "Démonstration"), grants: [try PeopleBench.grant("clerk@commune:56260")],
                    passwordHash: hash, by: PeopleBench.author)
                let status = try await bench.open { try await TestBrowser($0).signIn("demo").status }
                #expect(status == (allowsDemo ? .seeOther : .unprocessableContent))
                // Nor does a session that was opened where it is allowed go on here.
                let account = try #require(try await bench.people.accounts.account(login: try Login("demo")))
                let page = try await bench.open { client in try await bench.browser(client, as: account).open("/mairie/").status }
                #expect(page == (allowsDemo ? .ok : .seeOther))
                let error = await #expect(throws: SettingsError.self) {
                    _ = try await DemoGuard(accounts: bench.people.accounts, logger: PeopleBench.quiet).check(for: .seconds(5))
                }
                #expect(error.map { "\($0)" }?.contains("./vigie up") == true)
            }
        }
        try await withPeople { bench in
            let hasAnswered = try await DemoGuard(accounts: bench.people.accounts, logger: PeopleBench.quiet).check(for: .seconds(5))
            #expect(hasAnswered)
        }
    }

    @Test("Failures count for the address that the edge saw, whatever the request says before it")
    func forwarded() async throws {
        var limits = SignInThrottle.Limits()
        limits.networkFailures = 3
        limits.networkFailureReturns = .seconds(600)
        limits.freeTries = 1_000
        try await withPeople(limits: limits) { bench in
            try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                func fail(from address: String) async throws -> HTTPResponse.Status {
                    try await TestBrowser(client, from: address).submit("/connexion", ["identifiant": "marie", "mot-de-passe": "wrong"]).status
                }
                for number in 0..<3 {
                    let status = try await fail(from: "198.51.100.\(number), 203.0.113.9")
                    #expect(status == .unprocessableContent)
                }
                #expect(try await fail(from: "198.51.100.3, 203.0.113.9") == .tooManyRequests)
                #expect(try await fail(from: "203.0.113.9, 203.0.113.10") == .unprocessableContent)
            }
        }
    }

    @Test("A try beyond the free ones is held, and then let in: nobody is locked out")
    func held() async throws {
        var limits = SignInThrottle.Limits()
        limits.freeTries = 1
        limits.longestHold = .seconds(1)
        try await withPeople(limits: limits) { bench in
            try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let wrong = try await TestBrowser(client).signIn("marie", "wrong")
                #expect(wrong.status == .unprocessableContent)
                let began = ContinuousClock.now
                #expect(try await TestBrowser(client).signIn("marie").status == .seeOther)
                #expect(ContinuousClock.now - began >= .seconds(1))
            }
        }
    }

    @Test("Tries of one's own password, on one's own page, count like tries to sign in")
    func ownPassword() async throws {
        var limits = SignInThrottle.Limits()
        limits.freeTries = 2
        limits.longestHold = .milliseconds(1)
        try await withPeople(limits: limits) { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                for _ in 0..<2 {
                    let fields = ["action": "mot-de-passe", "mot-de-passe-actuel": "wrong", "mot-de-passe": "cinq autres mots encore"]
                    #expect(try await browser.submit("/mon-compte", fields).status == .unprocessableContent)
                }
            }
            let elsewhere = RequestOrigin(
                Request(head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/connexion"), body: .init(buffer: ByteBuffer())), cookie: .loopback
            )
            #expect(try bench.people.gate.attempt("marie", from: elsewhere, mark: nil).hold > .zero)
            #expect(try bench.people.gate.attempt("yann", from: elsewhere, mark: nil).hold == .zero)
        }
    }

    @Test("Too many failures of one network are answered 429, and a device that is known signs in all the same")
    func throttled() async throws {
        var limits = SignInThrottle.Limits()
        limits.networkFailures = 3
        // None is forgotten meanwhile, however slow the machine.
        limits.networkFailureReturns = .seconds(600)
        limits.freeTries = 1_000
        try await withPeople(limits: limits) { bench in
            try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let known = TestBrowser(client)
                _ = try await known.signIn("marie")
                let stranger = TestBrowser(client)
                var statuses: [HTTPResponse.Status] = []
                for _ in 0..<4 { statuses.append(try await stranger.submit("/connexion", ["identifiant": "marie", "mot-de-passe": "wrong"]).status) }
                #expect(statuses.last == .tooManyRequests && statuses.first == .unprocessableContent)
                let refused = try await stranger.submit("/connexion", ["identifiant": "marie", "mot-de-passe": PeopleBench.password])
                #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] != nil && refused.text.contains("Trop de demandes"))
                #expect(try await stranger.submit("/invitation", ["action": "code", "code": "7KQ4-XR2C-9DHA"]).status == .tooManyRequests)
                #expect(try await known.signIn("marie").status == .seeOther)
            }
        }
    }
}
