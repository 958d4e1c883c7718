import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import Persistence
import Runtime
import TestBench
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("What is taken away, and what goes on without a database", .timeLimit(.minutes(5)))
struct RevocationTests {
    @Test("What another instance takes away is seen here within half a minute; what is taken away here, at once")
    func takenAway() async throws {
        try await withPeople { bench in
            let account = try await bench.person("jean", "prefecture-officer@department:56", "prefecture-reader@department:29")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                #expect(try await browser.ask(.get, "/v1/departments/56").status == .ok)
                // As another Portal, or vigiectl, does it.
                try await bench.people.accounts.disable(account.id, by: PeopleBench.author)
                // The time that asking takes passes too, and may be seconds where many tests run at once.
                bench.pass(.seconds(15))
                let remembered = try await browser.ask(.get, "/v1/departments/56").status
                bench.pass(.seconds(15))
                #expect(try await browser.ask(.get, "/v1/departments/56").status == .unauthorized)
                #expect(try await browser.open("/departements/56").status == .seeOther)
                #expect(remembered == .ok, "it is remembered, or the database would be asked by each request")
            }
        }
        try await withPeople { bench in
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            let account = try await bench.person("jean", "prefecture-officer@department:56")
            try await bench.open { client in
                let (keeper, browser) = (try await bench.browser(client, as: admin), try await bench.browser(client, as: account))
                #expect(try await browser.ask(.get, "/v1/departments/56").status == .ok)
                #expect(
                    try await keeper.ask(
                        .patch, "/v1/accounts/\(account.id)", "{\"remove\":[{\"role\":\"prefecture-officer\",\"territory\":\"department:56\"}]}"
                    ).status != .forbidden)
                #expect(try await browser.ask(.get, "/v1/departments/56").status == .unauthorized)
                // So is a whole account.
                let other = try await bench.person("yann", "prefecture-reader@department:56")
                let reader = try await bench.browser(client, as: other)
                #expect(try await reader.ask(.get, "/v1/departments/56").status == .ok)
                #expect(try await keeper.ask(.post, "/v1/accounts/\(other.id)/disable").status == .ok)
                #expect(try await reader.ask(.get, "/v1/departments/56").status == .unauthorized)
            }
        }
    }

    @Test("No token is signed for somebody who is only remembered: the database is asked each time")
    func tokens() async throws {
        try await withPeople { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                let signed = try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}")
                #expect(signed.status == .ok && signed.headers[.cacheControl] == "no-store")
                #expect((signed.json["token"] as? String)?.hasPrefix("vgt_") == true && signed.json["standing"] as? String == "own")
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56121\"}").status == .forbidden)
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"xyz\"}").problem == "not-admitted commune")
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}", withToken: false).status == .forbidden)
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}", from: "cross-site").status == .forbidden)
                try await bench.people.accounts.disable(account.id, by: PeopleBench.author)
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .unauthorized)
            }
        }
    }

    @Test("What is signed is what Ingest believes: the account, the commune, in whose name")
    func verified() async throws {
        try await withPeople { bench in
            let officer = try await bench.person("jean", "prefecture-officer@department:56")
            let keys = try await bench.people.tokens.keys()
            let verifier = TokenVerifier(keys: keys)
            let text = try await bench.open { client in
                try await bench.browser(client, as: officer).ask(.post, "/v1/token", "{\"commune\":\"56007\"}").json["token"] as? String
            }
            let claims = try verifier.claims(of: try #require(text), at: bench.people.clock.instant)
            #expect(claims.account == officer.id && claims.commune.text == "56007" && claims.standing == .onBehalf)
            #expect(claims.expiresAt - claims.issuedAt == .seconds(600))
        }
    }

    @Test("PostgreSQL stopped: who was known gets tokens for a day, and nobody gets anything else")
    func outage() async throws {
        let node = try await PrivatePostgreSQL.start()
        do {
            try await withPeople(on: node) { bench in
                let account = try await bench.person("marie", "clerk@commune:56260")
                let officer = try await bench.person("jean", "prefecture-officer@department:56")
                try await bench.open { client in
                    let (browser, desk) = (try await bench.browser(client, as: account), try await bench.browser(client, as: officer))
                    let stranger = TestBrowser(client)
                    stranger.set("vigie-session", SessionToken().text)
                    #expect(try await browser.open("/mairie/").status == .ok)
                    #expect(try await desk.ask(.get, "/v1/departments/56").status == .ok)
                    try await node.kill()
                    bench.pass(.seconds(31))
                    let signed = try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}")
                    #expect(signed.status == .ok && signed.json["token"] != nil)
                    // Still for changes by our own pages, with the session's token, alone.
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}", withToken: false).status == .forbidden)
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}", from: "cross-site").status == .forbidden)
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56121\"}").status == .forbidden)
                    #expect(try await stranger.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .serviceUnavailable)
                    for uri in ["/v1/departments/56", "/v1/session", "/v1/alerts", "/v1/account"] {
                        let response = try await desk.ask(.get, uri)
                        #expect(response.status == .serviceUnavailable && response.headers[.retryAfter] != nil, "\(uri)")
                    }
                    let page = try await browser.open("/mairie/")
                    #expect(page.status == .serviceUnavailable && page.text.contains("Service momentanément indisponible"))
                    #expect(
                        try await TestBrowser(client).submit("/connexion", ["identifiant": "marie", "mot-de-passe": PeopleBench.password]).status
                            == .serviceUnavailable)
                    // Pages that are open to everybody are.
                    #expect(try await TestBrowser(client).open("/connexion").status == .ok)
                    #expect(try await TestBrowser(client).open("/donnees-personnelles").status == .ok)
                    // An officer's session is over after twelve hours without use, also where nobody can look it up.
                    #expect(try await desk.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").json["standing"] as? String == "on-behalf")
                    bench.pass(.seconds(12 * 3_600))
                    #expect(try await desk.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .serviceUnavailable)
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .ok)
                    // A day, and no longer.
                    bench.pass(.seconds(12 * 3_600))
                    #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"56260\"}").status == .serviceUnavailable)
                }
                try await node.restart()
            }
            try await node.stop()
        } catch {
            try? await node.stop()
            throw error
        }
    }

    @Test("Sessions are remembered within a bound, those unused longest forgotten first")
    func bounded() {
        var memory = SessionMemory(limit: 10)
        let start = ContinuousClock.now
        var people: [Person] = []
        for number in 0..<25 {
            let person = Person(account: AccountID(), name: "n", login: "l", access: .none, session: SessionToken().reference)
            people.append(person)
            memory.remember(person, expiresAt: Instant(microseconds: .max), at: start + .seconds(number))
            #expect(memory.count <= 10)
        }
        #expect(memory.recall(people[24].session) != nil && memory.recall(people[0].session) == nil)
        memory.forget(people[24].account)
        #expect(memory.recall(people[24].session) == nil)
        // Use is written down once a minute at most, and looking is no use.
        let session = people[23].session
        #expect(memory.due(atMost: 100, at: start + .seconds(30)).isEmpty)
        memory.use(session, at: start + .seconds(30))
        #expect(memory.due(atMost: 100, at: start + .seconds(31)) == [session] && memory.due(atMost: 100, at: start + .seconds(32)).isEmpty)
        memory.use(session, at: start + .seconds(40))
        #expect(memory.due(atMost: 100, at: start + .seconds(41)).isEmpty && memory.due(atMost: 100, at: start + .seconds(92)) == [session])
    }

    @Test("Use keeps a session open, and is written down; looking is no use")
    func used() async throws {
        try await withPeople { bench in
            let account = try await bench.person("jean", "prefecture-reader@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: account)
                try await bench.owner.execute("UPDATE portal.session SET last_seen_at = now() - interval '2 hours'")
                func age() async throws -> Double {
                    try await bench.owner.query("SELECT extract(epoch FROM now() - last_seen_at)::float8 AS age FROM portal.session").one().double("age")
                }
                // An open page that only asks whether it is still signed in.
                #expect(try await browser.ask(.get, "/v1/session").status == .ok)
                try await bench.people.directory.touch()
                #expect(try await age() > 3_600)
                #expect(try await browser.ask(.get, "/v1/departments/56").status == .ok)
                try await bench.people.directory.touch()
                #expect(try await age() < 60)
                try await bench.owner.execute("UPDATE portal.session SET last_seen_at = now() - interval '13 hours'")
                bench.pass(.seconds(31))
                #expect(try await browser.ask(.get, "/v1/session").status == .unauthorized)
                // Its end comes while it is remembered.
                try await bench.owner.execute("UPDATE portal.session SET last_seen_at = now(), expires_at = now() + interval '5 seconds'")
                #expect(try await browser.ask(.get, "/v1/session").status == .ok)
                try await Task.sleep(for: .seconds(5))
                #expect(try await browser.ask(.get, "/v1/session").status == .unauthorized)
            }
        }
    }
}
