import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import Persistence
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("The second factor", .timeLimit(.minutes(3)))
struct SecondFactorTests {
    @Test("The right password gives no session before the code; each code opens once")
    func challenge() async throws {
        try await withPeople { bench in
            let account = try await bench.person("nora", "national-reader@nation")
            let secret = try await bench.factor(of: account.id)
            try await bench.open { client in
                let browser = TestBrowser(client)
                let asked = try await browser.submit("/connexion", ["identifiant": "nora", "mot-de-passe": PeopleBench.password, "suite": "/france"])
                #expect(asked.status == .ok && browser.cookie("vigie-session") == nil)
                let challenge = try #require(asked.field("defi"))
                #expect(asked.field("suite") == "/france" && !asked.text.contains(PeopleBench.password))
                let wrong = try await browser.submit("/connexion", ["defi": challenge, "code": "000000x"])
                #expect(wrong.status == .unprocessableContent && wrong.field("defi") == challenge && browser.cookie("vigie-session") == nil)
                let code = secret.code(of: TOTPSecret.step(at: bench.people.seconds))
                let opened = try await browser.submit("/connexion", ["defi": challenge, "code": code, "suite": "/france"])
                #expect(opened.status == .seeOther && opened.location == "/france")
                #expect(try await browser.open("/france").status == .ok)
                // The same code, and the same challenge, open nothing again.
                let other = TestBrowser(client)
                #expect(try await other.submit("/connexion", ["defi": challenge, "code": code]).status == .unprocessableContent)
                #expect(other.cookie("vigie-session") == nil)
            }
        }
    }

    @Test("A challenge that was altered, is over, or was made before a change opens nothing")
    func void() async throws {
        try await withPeople { bench in
            let account = try await bench.person("nora", "national-reader@nation")
            let secret = try await bench.factor(of: account.id)
            let known = try #require(try await bench.people.accounts.account(account.id))
            let now = bench.people.seconds
            let good = SignInChallenge(for: account.id, version: known.version, at: now, under: bench.people.secret).text
            let texts = [
                String(good.dropLast()), "A" + good.dropFirst(), "",
                SignInChallenge(for: account.id, version: known.version, at: now - 301, under: bench.people.secret).text,
                SignInChallenge(for: account.id, version: known.version - 1, at: now, under: bench.people.secret).text,
                SignInChallenge(for: account.id, version: known.version, at: now, under: PortalSecret()).text,
                SignInChallenge(for: AccountID(), version: known.version, at: now, under: bench.people.secret).text,
            ]
            let code = secret.code(of: TOTPSecret.step(at: now))
            try await bench.open { client in
                for text in texts where !text.isEmpty {
                    let browser = TestBrowser(client)
                    let response = try await browser.submit("/connexion", ["defi": text, "code": code])
                    #expect(response.status == .unprocessableContent && browser.cookie("vigie-session") == nil)
                }
                let told = try await TestBrowser(client).ask(.post, "/v1/session", "{\"challenge\":\"\(good)\",\"code\":\"\(code)\"}")
                #expect(told.status == .ok && told.json["home"] as? String == "/france")
            }
        }
    }

    @Test("Codes are counted: after ten wrong ones even the right one waits")
    func counted() async throws {
        try await withPeople { bench in
            let account = try await bench.person("nora", "national-reader@nation")
            let secret = try await bench.factor(of: account.id)
            let known = try #require(try await bench.people.accounts.account(account.id))
            let challenge = SignInChallenge(for: account.id, version: known.version, at: bench.people.seconds, under: bench.people.secret).text
            try await bench.open { client in
                let browser = TestBrowser(client)
                for _ in 0..<10 {
                    let wrong = try await browser.submit("/connexion", ["defi": challenge, "code": "nope"])
                    #expect(wrong.status == .unprocessableContent)
                }
                let code = secret.code(of: TOTPSecret.step(at: bench.people.seconds))
                let right = try await browser.submit("/connexion", ["defi": challenge, "code": code])
                #expect(right.status == .tooManyRequests)
            }
        }
    }

    @Test("Codes that set a factor up are counted as well")
    func setUpCounted() async throws {
        try await withPeople { bench in
            try await bench.person("nora", "national-reader@nation")
            try await bench.open { client in
                let browser = TestBrowser(client)
                _ = try await browser.signIn("nora")
                for _ in 0..<10 { #expect(try await browser.submit("/mon-compte/second-facteur", ["code": "nope"]).status == .unprocessableContent) }
                #expect(try await browser.submit("/mon-compte/second-facteur", ["code": "nope"]).status == .tooManyRequests)
            }
        }
    }

    @Test("Who needs a factor and has none sets one up, and does nothing else; then the session is another")
    func enrolment() async throws {
        try await withPeople { bench in
            let account = try await bench.person("nora", "national-administrator@nation")
            try await bench.open { client in
                let browser = TestBrowser(client)
                #expect(try await browser.signIn("nora").location == "/mon-compte/second-facteur")
                // Until then the session has no role at all, as it is told when it opens and whenever it is looked up.
                let opened = try await TestBrowser(client).ask(.post, "/v1/session", "{\"login\":\"nora\",\"password\":\"\(PeopleBench.password)\"}")
                for told in [opened, try await browser.ask(.get, "/v1/session")] {
                    #expect(told.json["mustSetSecondFactor"] as? Bool == true && (told.json["roles"] as? [Any])?.isEmpty == true)
                }
                for page in ["/", "/comptes", "/mon-compte", "/france", "/comptes/\(account.id)"] {
                    #expect(try await browser.open(page).location == "/mon-compte/second-facteur", "\(page)")
                }
                for uri in ["/v1/accounts", "/v1/france", "/v1/account", "/v1/sessions", "/v1/alerts", "/v1/departments/56"] {
                    #expect(try await browser.ask(.get, uri).status == .forbidden, "\(uri)")
                }
                #expect(
                    try await browser.ask(.post, "/v1/account/password", "{\"current\":\"\(PeopleBench.password)\",\"password\":\"cinq autres mots encore\"}")
                        .status == .forbidden)
                let page = try await browser.open("/mon-compte/second-facteur")
                #expect(page.status == .ok && page.headers[.cacheControl] == "no-store" && page.text.contains("<svg"))
                // Shown again, it is the same key.
                let proposed = try await browser.ask(.post, "/v1/account/second-factor", "{}")
                let key = try #require(proposed.json["secret"] as? String)
                #expect(page.text.replacing(" ", with: "").contains(key))
                let secret = try #require(Self.secret(key))
                #expect(try await browser.submit("/mon-compte/second-facteur", ["action": "verifier", "code": "123"]).status == .unprocessableContent)
                let before = browser.cookie("vigie-session")
                let code = secret.code(of: TOTPSecret.step(at: bench.people.seconds))
                let done = try await browser.submit("/mon-compte/second-facteur", ["action": "verifier", "code": code])
                #expect(done.status == .ok && done.text.contains("Codes de secours") && done.headers[.cacheControl] == "no-store")
                #expect(browser.cookie("vigie-session") != before)
                #expect(try await browser.open("/comptes").status == .ok)
                // The code that set it up opens nothing more.
                let other = TestBrowser(client)
                let asked = try await other.submit("/connexion", ["identifiant": "nora", "mot-de-passe": PeopleBench.password])
                let challenge = try #require(asked.field("defi"))
                #expect(try await other.submit("/connexion", ["defi": challenge, "code": code]).status == .unprocessableContent)
                // A recovery code does, once.
                let recovery = try #require(done.text.firstMatch(of: /<li><code>([^<]+)<\/code>/)).1
                #expect(try await other.submit("/connexion", ["defi": challenge, "code": String(recovery)]).status == .seeOther)
                let third = TestBrowser(client)
                #expect(try await third.submit("/connexion", ["defi": challenge, "code": String(recovery)]).status == .unprocessableContent)
            }
            let actions = try await bench.actions(on: account.id)
            #expect(actions.contains("second-factor-set") && actions.contains("recovery-code-used"))
        }
    }

    @Test("Who signed in long ago signs in again before the telephone changes")
    func fresh() async throws {
        try await withPeople { bench in
            let account = try await bench.person("jean", "prefecture-reader@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                #expect(try await browser.open("/mon-compte/second-facteur").status == .ok)
                try await bench.owner.execute("UPDATE portal.session SET opened_at = now() - interval '16 minutes'")
                #expect(try await browser.open("/mon-compte/second-facteur").location == "/connexion?suite=/mon-compte/second-facteur")
                #expect(try await browser.submit("/mon-compte/second-facteur", ["action": "verifier", "code": "123456"]).status == .seeOther)
                #expect(try await browser.ask(.post, "/v1/account/second-factor", "{}").status == .forbidden)
            }
        }
    }

    private static func secret(_ text: String) -> TOTPSecret? { Base32.decode(text).flatMap { TOTPSecret(bytes: $0) } }
}
