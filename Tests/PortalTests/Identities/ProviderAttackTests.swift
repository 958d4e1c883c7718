import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Threading

@testable import Accounts
@testable import Portal

/// What somebody tries who is not who they say, at Portal's own door. Each check is taken away once to see its line fail.
@Suite("Nobody comes in by a lie of, or about, the identity provider", .timeLimit(.minutes(5)))
struct ProviderAttackTests {
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let refusal: String
        let tell: @Sendable (inout StubProvider.Lies) -> Void
    }

    private static let lies: [Lie] = [
        Lie(testDescription: "alg: none", refusal: "ID token, algorithm") { $0.idSigning = .none },
        Lie(testDescription: "HS256 with the public key", refusal: "ID token, algorithm") { $0.idSigning = .publicKeyAsSecret },
        Lie(testDescription: "RS512", refusal: "ID token, algorithm") { $0.idSigning = .forged(header: #"{"alg":"RS512","kid":"KID"}"#) },
        Lie(testDescription: "another key under the right name", refusal: "ID token, signature") {
            $0.idSigning = .forged(header: #"{"alg":"RS256","kid":"KID"}"#)
        },
        Lie(testDescription: "unknown kid", refusal: "ID token, unknown-key") { $0.idSigning = .named("clef-9") },
        Lie(testDescription: "wrong audience", refusal: "ID token, audience") { $0.idClaims["aud"] = "\"other\"" },
        Lie(testDescription: "made for another party", refusal: "ID token, party") { $0.idClaims["azp"] = "\"other\"" },
        Lie(testDescription: "wrong issuer", refusal: "ID token, issuer") { $0.idClaims["iss"] = "\"https://evil.example\"" },
        Lie(testDescription: "wrong nonce", refusal: "ID token, nonce") { $0.idClaims["nonce"] = "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"" },
        Lie(testDescription: "no nonce", refusal: "ID token, nonce") { $0.idClaims["nonce"] = .some(nil) },
        Lie(testDescription: "expired", refusal: "ID token, expired") { $0.idClaims["exp"] = "1000000000" },
        Lie(testDescription: "made long ago", refusal: "ID token, issued-at") { $0.idClaims["iat"] = "1000000000" },
        Lie(testDescription: "made in the future", refusal: "ID token, issued-at") { $0.idClaims["iat"] = "9000000000" },
        Lie(testDescription: "another access token", refusal: "ID token, access-token") { $0.idClaims["at_hash"] = "\"AAAAAAAAAAAAAAAAAAAAAA\"" },
        Lie(testDescription: "an access token of another type", refusal: "answer") { $0.tokenType = "mac" },
        Lie(testDescription: "userinfo of another", refusal: "userinfo, subject") { $0.userClaims["sub"] = "\"victim\"" },
        Lie(testDescription: "unsigned userinfo", refusal: "userinfo, unsigned") { $0.isUserInfoSigned = false },
        Lie(testDescription: "userinfo, alg: none", refusal: "userinfo, algorithm") { $0.userSigning = .none },
        Lie(testDescription: "userinfo, HS256 with the public key", refusal: "userinfo, algorithm") { $0.userSigning = .publicKeyAsSecret },
        Lie(testDescription: "userinfo by another key", refusal: "userinfo, signature") { $0.userSigning = .forged(header: #"{"alg":"RS256","kid":"KID"}"#) },
        Lie(testDescription: "userinfo for another", refusal: "userinfo, audience") { $0.userClaims["aud"] = "\"other\"" },
        Lie(testDescription: "userinfo from another", refusal: "userinfo, issuer") { $0.userClaims["iss"] = "\"https://evil.example\"" },
        Lie(testDescription: "userinfo, expired", refusal: "userinfo, expired") { $0.userClaims["exp"] = "1000000000" },
        Lie(testDescription: "userinfo without expiry", refusal: "userinfo, expired") { $0.userClaims["exp"] = .some(nil) },
        Lie(testDescription: "userinfo that hides who knew the person", refusal: "userinfo, claims") { $0.userClaims["idp_id"] = .some(nil) },
        Lie(testDescription: "a redirect of another provider", refusal: "another-issuer") { $0.redirectIssuer = "https://evil.example" },
        Lie(testDescription: "a redirect that does not say from whom", refusal: "another-issuer") { $0.redirectIssuer = "" },
    ]

    @Test("Lie by lie, and the truth afterwards")
    func lies() async throws {
        try await ProviderBench.run { bench, client in
            let account = try await bench.tied("anne", "clerk@commune:56260")
            for lie in Self.lies {
                var lies = StubProvider.Lies()
                lie.tell(&lies)
                bench.stub.lies = lies
                let browser = TestBrowser(client)
                let response = try await bench.signIn(browser)
                #expect(response.status == .unprocessableContent && browser.cookie("vigie-session") == nil, "\(lie.testDescription)")
                #expect(try await bench.lastRefusal() == "identity provider: \(lie.refusal)", "\(lie.testDescription)")
                #expect(response.text.contains("n’a pas abouti") && !response.text.contains(lie.refusal), "\(lie.testDescription)")
                // No lie spoils what comes after it.
                bench.stub.lies = StubProvider.Lies()
                let honest = TestBrowser(client)
                #expect(try await bench.signIn(honest).location == "/mairie/" && honest.cookie("vigie-session") != nil, "after \(lie.testDescription)")
            }
            #expect(try await bench.people.actions(on: account.id).contains("sign-in-refused") == false)
        }
    }

    @Test("A JWK without alg is not fixed by whoever forges a header first")
    func poison() async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            bench.stub.lies.idSigning = .forged(header: #"{"alg":"RS512","kid":"KID"}"#)
            #expect(try await bench.signIn(TestBrowser(client)).status == .unprocessableContent)
            bench.stub.lies = StubProvider.Lies()
            #expect(try await bench.signIn(TestBrowser(client)).location == "/mairie/")
        }
    }

    @Test("Made-up names of keys have the provider asked seldom; a new key is found all the same")
    func keys() async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            #expect(try await bench.signIn(TestBrowser(client)).location == "/mairie/")
            #expect(bench.stub.keysAsked == 1)
            bench.stub.lies.idSigning = .named("clef-9")
            for _ in 0..<5 { _ = try await bench.signIn(TestBrowser(client)) }
            #expect(bench.stub.keysAsked == 1)
            bench.ahead.withLock { $0 += 31 }
            for _ in 0..<5 { _ = try await bench.signIn(TestBrowser(client)) }
            #expect(bench.stub.keysAsked == 2)
            bench.stub.lies = StubProvider.Lies()
            bench.stub.rotate()
            #expect(try await bench.signIn(TestBrowser(client)).status == .unprocessableContent)
            #expect(try await bench.lastRefusal() == "identity provider: ID token, unknown-key")
            bench.ahead.withLock { $0 += 31 }
            #expect(try await bench.signIn(TestBrowser(client)).location == "/mairie/")
        }
    }

    @Test("A redirect serves once, in the browser that began, for ten minutes")
    func redirects() async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            // Sent again with the cookie that belongs to it, as who stole both would.
            let browser = TestBrowser(client)
            let address = bench.stub.authorize(try await bench.begin(browser))
            let cookie = try #require(browser.cookie("vigie-fournisseur"))
            #expect(try await browser.open(address).location == "/mairie/")
            #expect(browser.cookie("vigie-fournisseur") == nil)
            let thief = TestBrowser(client)
            thief.set("vigie-fournisseur", cookie)
            #expect(try await thief.open(address).status == .unprocessableContent && thief.cookie("vigie-session") == nil)
            #expect(try await bench.lastRefusal() == "identity provider: a way that was used")

            // Without the cookie, or with another browser's.
            let victim = TestBrowser(client)
            let attackers = TestBrowser(client)
            let planted = bench.stub.authorize(try await bench.begin(attackers))
            #expect(try await victim.open(planted).status == .unprocessableContent)
            #expect(try await bench.lastRefusal() == "identity provider: no way was begun in this browser")
            _ = try await bench.begin(victim)
            #expect(try await victim.open(planted).status == .unprocessableContent && victim.cookie("vigie-session") == nil)
            #expect(try await bench.lastRefusal() == "identity provider: another-state")

            // One parameter twice is none.
            let twice = TestBrowser(client)
            let doubled = bench.stub.authorize(try await bench.begin(twice)) + "&state=x"
            #expect(try await twice.open(doubled).status == .unprocessableContent)
            // Looking at the address, as scanners of mail do, uses nothing up.
            let looking = TestBrowser(client)
            let looked = bench.stub.authorize(try await bench.begin(looking))
            let head = try await client.execute(
                uri: looked, method: .head, headers: [.cookie: "vigie-fournisseur=\(looking.cookie("vigie-fournisseur") ?? "")"])
            #expect(head.status == .ok)
            #expect(try await looking.open(looked).location == "/mairie/")
        }
    }

    @Test("Redirects that were made up count against the network that they come from")
    func counted() async throws {
        var limits = SignInThrottle.Limits()
        limits.networkFailures = 3
        limits.networkFailureReturns = .seconds(600)
        try await ProviderBench.run(limits: limits) { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            for _ in 0..<3 { #expect(try await TestBrowser(client).open("/connexion/retour?code=c&state=s").status == .unprocessableContent) }
            #expect(try await TestBrowser(client).open("/connexion/retour?code=c&state=s").status == .tooManyRequests)
            #expect(try await bench.signIn(TestBrowser(client)).status == .tooManyRequests)
        }
    }

    @Test("A code that was stolen opens nothing without the verifier of its own way")
    func stolenCode() async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            // The victim's code, put into a way that the thief began.
            let (victim, thief) = (TestBrowser(client), TestBrowser(client))
            let stolen = StubProvider.parameters(of: bench.stub.authorize(try await bench.begin(victim)))["code"] ?? ""
            let own = bench.stub.authorize(try await bench.begin(thief))
            let code = StubProvider.parameters(of: own)["code"] ?? ""
            #expect(try await thief.open(own.replacing(code, with: stolen)).status == .unprocessableContent && thief.cookie("vigie-session") == nil)
            #expect(try await bench.lastRefusal() == "identity provider: code")
        }
    }

    @Test("What the provider is asked with: PKCE by S256, and state and nonce that are long and new")
    func asking() async throws {
        try await ProviderBench.run { bench, client in
            let browser = TestBrowser(client)
            var seen: Set<String> = []
            for _ in 0..<3 {
                let address = try await bench.begin(browser, next: "/france")
                let asked = StubProvider.parameters(of: address)
                #expect(address.hasPrefix("\(bench.stub.issuer)/authorize?") && asked["code_challenge_method"] == "S256" && asked["response_type"] == "code")
                #expect(asked["client_id"] == StubProvider.clientID && asked["scope"] == "openid given_name usual_name idp_id")
                #expect(asked["redirect_uri"]?.hasSuffix("/connexion/retour") == true && asked["client_secret"] == nil)
                for name in ["state", "nonce", "code_challenge"] {
                    let value = asked[name] ?? ""
                    #expect(value.utf8.count >= 32 && seen.insert(value).inserted, "\(name)")
                }
            }
            _ = try await browser.open(bench.stub.authorize(try await bench.begin(browser)))
            #expect((bench.stub.form["code_verifier"] ?? "").utf8.count == 43)
        }
    }

    @Test("Another site's page sends nobody to the provider")
    func otherSites() async throws {
        try await ProviderBench.run { bench, client in
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let response = try await client.execute(uri: "/connexion/fournisseur", method: .get, headers: [site: "cross-site", .accept: "text/html"])
            #expect(response.status == .seeOther && response.location == "/connexion" && response.headers[.setCookie] == nil)
            // And none ties an identity that the browser holds.
            let browser = TestBrowser(client)
            #expect(try await bench.signIn(browser).location == "/invitation/identite")
            #expect(try await browser.submit("/invitation/identite", ["code": "7KQ4-XR2C-9D2J"], from: "cross-site").status == .forbidden)
        }
    }

    @Test("No page lets forms lead to another site, the one that leads out neither")
    func policies() async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            _ = try await bench.signIn(browser)
            try await browser.learnToken()
            let out = try await browser.submit("/mon-compte", ["action": "deconnexion"])
            for response in [try await browser.open("/connexion"), out] {
                let policy = response.headers[.contentSecurityPolicy] ?? ""
                #expect(policy.contains("form-action 'self';") && !policy.contains("127.0.0.1") && !policy.contains("unsafe"))
            }
        }
    }
}
