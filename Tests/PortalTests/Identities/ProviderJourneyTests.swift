import Foundation
import HTTPTypes
import HummingbirdTesting
import Mortality
import OIDC
import Persistence
import Testing
import Threading

@testable import Accounts
@testable import Portal

/// People who sign in by the provider, from the first time to the last.
@Suite("Signing in by an identity provider", .timeLimit(.minutes(5)))
struct ProviderJourneyTests {
    @Test("First the invitation, then never again; and out by the provider")
    func journey() async throws {
        try await ProviderBench.run { bench, client in
            let invited = try await bench.invite("anne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            let door = try await browser.open("/connexion")
            #expect(door.text.contains("S’identifier avec ProConnect") && door.text.contains("href=\"/connexion/fournisseur\""))

            // Known there, unknown here: no session before the code.
            #expect(try await bench.signIn(browser).location == "/invitation/identite")
            #expect(browser.cookie("vigie-session") == nil)
            let asking = try await browser.open("/invitation/identite")
            #expect(asking.text.contains("Anne Roux") && !asking.text.contains("anne@mairie.example") && !asking.text.contains("21560260500018"))
            let wrong = try await browser.submit("/invitation/identite", ["code": InvitationCode().text])
            #expect(wrong.status == .unprocessableContent && browser.cookie("vigie-session") == nil)
            let tied = try await browser.submit("/invitation/identite", ["code": invited.code.text])
            #expect(tied.status == .seeOther && tied.location == "/mairie/" && browser.cookie("vigie-session") != nil)
            #expect(browser.cookie("vigie-identite") == nil)
            #expect(try await bench.people.people.invitations.account(invitedBy: invited.code) == nil)

            // Again, straight to where they wanted to go.
            let again = TestBrowser(client)
            #expect(try await bench.signIn(again, next: "/mon-compte").location == "/mon-compte")
            let own = try await again.open("/mon-compte")
            #expect(own.text.contains("rattaché à votre identité ProConnect") && own.text.contains("choisissez d’abord un mot de passe"))

            // Out: by the provider, with the token that they came with.
            try await again.learnToken()
            let out = try await again.submit("/mon-compte", ["action": "deconnexion"])
            #expect(out.status == .ok && again.cookie("vigie-session") == nil)
            let refresh = try #require(out.refresh)
            let address = String(refresh.dropFirst("0;url=".count))
            let asked = StubProvider.parameters(of: address)
            #expect(address.hasPrefix("\(bench.stub.issuer)/session/end?") && asked["id_token_hint"]?.split(separator: ".").count == 3)
            #expect(asked["post_logout_redirect_uri"]?.hasSuffix("/deconnexion") == true && (asked["state"] ?? "").utf8.count >= 32)
            #expect(out.text.contains("Me déconnecter aussi de ProConnect"))
            #expect(try await again.open("/deconnexion?state=other").location == "/connexion")
            #expect(try await again.open("/deconnexion?state=\(asked["state"] ?? "")").text.contains("déconnecté de Vigie et de ProConnect"))
            #expect(try await again.open("/mairie/").status == .seeOther)

            let actions = try await bench.people.actions(by: invited.account)
            #expect(actions.starts(with: ["identity-tied", "invitation-redeemed", "signed-in"]) && actions.last == "signed-out")
        }
    }

    @Test(
        "A program that signs somebody out is told where the provider ends its own session; with a password there is none",
        arguments: ["/v1/session", "/v1/sessions"])
    func leaving(address: String) async throws {
        try await ProviderBench.run { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            _ = try await bench.signIn(browser)
            try await browser.learnToken()
            let out = try await browser.ask(.delete, address)
            #expect(out.status == .ok && browser.cookie("vigie-session") == nil && out.headers[.cacheControl] == "no-store")
            #expect(HTTPField.Name("Clear-Site-Data").flatMap { out.headers[$0] } == "\"cache\"")
            let leaveAt = try #require(out.json["leaveAt"] as? String)
            let asked = StubProvider.parameters(of: leaveAt)
            #expect(leaveAt.hasPrefix("\(bench.stub.issuer)/session/end?") && asked["id_token_hint"]?.split(separator: ".").count == 3)
            #expect(try await browser.open("/deconnexion?state=\(asked["state"] ?? "")").text.contains("déconnecté de Vigie et de ProConnect"))

            try await bench.people.person("jeanne", "clerk@commune:56260")
            let other = TestBrowser(client)
            _ = try await other.signIn("jeanne")
            let gone = try await other.ask(.delete, address)
            #expect(gone.status == .noContent && gone.text.isEmpty && other.cookie("vigie-depart") == nil)
        }
    }

    @Test("Neither the address nor the organisation that the provider tells opens an account")
    func neverByAddress() async throws {
        try await ProviderBench.run { bench, client in
            let draft = try AccountDraft(login: try Login("anne@mairie.example"), name: "Anne Roux", email: "anne@mairie.example")
            _ = try await bench.people.people.invitations.invite(draft, grants: [try PeopleBench.grant("clerk@commune:56260")], by: PeopleBench.author)
            let browser = TestBrowser(client)
            #expect(try await bench.signIn(browser).location == "/invitation/identite" && browser.cookie("vigie-session") == nil)
            // The same subject, known by another of the providers behind it, is somebody else.
            _ = try await bench.tied("yann", "clerk@commune:56260")
            bench.stub.lies.userClaims["idp_id"] = "\"another\""
            #expect(try await bench.signIn(TestBrowser(client)).location == "/invitation/identite")
        }
    }

    @Test("The code of the telephone is asked of who has one, unless the provider vouches for two factors")
    func secondFactor() async throws {
        try await ProviderBench.run { bench, client in
            let account = try await bench.tied("national", "national-administrator@nation")
            // Who needs one and has none sets one up, and does nothing else.
            let first = TestBrowser(client)
            #expect(try await bench.signIn(first).location == Access.secondFactorPage)
            #expect(try await first.open("/comptes").location == Access.secondFactorPage)
            // A level that is none of those that count changes nothing.
            bench.stub.lies.level = "eidas1"
            #expect(try await bench.signIn(TestBrowser(client)).location == Access.secondFactorPage)
            bench.stub.lies.level = "eidas2"
            let vouched = TestBrowser(client)
            #expect(try await bench.signIn(vouched).location == "/comptes")
            #expect(try await vouched.open("/comptes").status == .ok)

            bench.stub.lies.level = nil
            let secret = try await bench.people.factor(of: account.id)
            let browser = TestBrowser(client)
            let asked = try await bench.signIn(browser)
            let challenge = try #require(asked.field("defi"))
            #expect(asked.status == .ok && browser.cookie("vigie-session") == nil)
            let step = bench.people.people.seconds / 30
            let opened = try await browser.submit("/connexion", ["defi": challenge, "code": secret.code(of: step)])
            #expect(opened.location == "/comptes" && browser.cookie("vigie-session") != nil && browser.cookie("vigie-identite") == nil)
            // That session too leaves by the provider.
            try await browser.learnToken()
            #expect(try await browser.submit("/mon-compte", ["action": "deconnexion"]).refresh != nil)
            bench.stub.lies.level = "eidas3"
            #expect(try await bench.signIn(TestBrowser(client)).location == "/comptes")
        }
    }

    @Test("A method that the provider tells counts where the deployer said so, and nowhere else", arguments: [[], [.several]] as [Set<AuthenticationMethod>])
    func methods(counted: Set<AuthenticationMethod>) async throws {
        try await ProviderBench.run(methods: counted) { bench, client in
            _ = try await bench.tied("national", "national-administrator@nation")
            bench.stub.lies.idClaims["amr"] = "[\"pwd\",\"mfa\"]"
            let browser = TestBrowser(client)
            let asked = StubProvider.parameters(of: try await bench.begin(browser))["claims"] ?? ""
            #expect(asked.contains("\"acr\"") && asked.contains("\"amr\"") == !counted.isEmpty)
            #expect(try await bench.signIn(browser).location == (counted.isEmpty ? Access.secondFactorPage : "/comptes"))
            bench.stub.lies.idClaims["amr"] = "[\"pwd\"]"
            #expect(try await bench.signIn(TestBrowser(client)).location == Access.secondFactorPage)
        }
    }

    @Test("A closed account is closed, and no password is asked of who has none")
    func closed() async throws {
        try await ProviderBench.run { bench, client in
            let account = try await bench.tied("anne", "clerk@commune:56260")
            #expect(try await TestBrowser(client).signIn("anne").status == .unprocessableContent)
            try await bench.people.people.accounts.disable(account.id, by: PeopleBench.author)
            let browser = TestBrowser(client)
            let response = try await bench.signIn(browser)
            #expect(response.status == .forbidden && browser.cookie("vigie-session") == nil && response.text.contains("est fermé"))
            #expect(try await bench.people.actions(on: account.id).last == "sign-in-refused")
        }
    }

    @Test("Who signed in lately chooses a password, then may untie, and comes in by the password alone")
    func untie() async throws {
        try await ProviderBench.run { bench, client in
            let account = try await bench.tied("anne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            _ = try await bench.signIn(browser)
            try await browser.learnToken()
            #expect(try await browser.submit("/mon-compte", ["action": "delier"]).status == .conflict)
            let chosen = try await browser.submit("/mon-compte", ["action": "mot-de-passe", "mot-de-passe": "cinq mots choisis au hasard"])
            #expect(chosen.status == .ok && chosen.text.contains("Votre mot de passe est changé"))
            #expect(try await browser.open("/mon-compte").text.contains("value=\"delier\""))
            #expect(try await browser.submit("/mon-compte", ["action": "delier"]).status == .ok)
            #expect(try await bench.signIn(TestBrowser(client)).location == "/invitation/identite")
            #expect(try await TestBrowser(client).signIn("anne", "cinq mots choisis au hasard").location == "/mairie/")
            #expect(try await bench.people.actions(by: account.id).contains("identity-untied"))
        }
    }

    @Test("A session that was opened long ago chooses no first password, and erases nothing")
    func stale() async throws {
        try await ProviderBench.run { bench, client in
            let account = try await bench.tied("anne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            _ = try await bench.signIn(browser)
            try await browser.learnToken()
            try await bench.people.owner.execute("UPDATE portal.session SET opened_at = opened_at - interval '16 minutes'")
            for fields in [["action": "mot-de-passe", "mot-de-passe": "cinq mots choisis au hasard"], ["action": "effacer"]] {
                #expect(try await browser.submit("/mon-compte", fields).location == "/connexion?suite=/mon-compte")
            }
            #expect(try await bench.people.people.accounts.account(account.id)?.hasPassword == false)
            try await bench.people.owner.execute("UPDATE portal.session SET opened_at = now()")
            #expect(try await browser.submit("/mon-compte", ["action": "effacer"]).status == .ok)
            #expect(try await bench.people.people.accounts.account(account.id) == nil)
        }
    }

    @Test("Who gave up is told so; a provider that is away keeps nobody else from signing in")
    func away() async throws {
        try await ProviderBench.run({ $0.lies.isAway = true }) { bench, client in
            try await bench.people.person("jeanne", "clerk@commune:56260")
            let browser = TestBrowser(client)
            let response = try await browser.open("/connexion/fournisseur")
            #expect(response.status == .serviceUnavailable && response.text.contains("ne répond pas"))
            #expect(try await TestBrowser(client).signIn("jeanne").location == "/mairie/")
            bench.stub.lies.isAway = false
            bench.ahead.withLock { $0 += 3 }
            let state = StubProvider.parameters(of: try await bench.begin(browser))["state"] ?? ""
            let issuer = bench.stub.issuer.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let gaveUp = try await browser.open("/connexion/retour?error=access_denied&state=\(state)&iss=\(issuer)")
            #expect(gaveUp.status == .ok && gaveUp.text.contains("Vous ne vous êtes pas identifié"))
        }
    }

    @Test("The secret goes as the provider takes it")
    func post() async throws {
        try await ProviderBench.run({ $0.lies.clientAuthentication = "client_secret_post" }) { bench, client in
            _ = try await bench.tied("anne", "clerk@commune:56260")
            #expect(try await bench.signIn(TestBrowser(client)).location == "/mairie/")
        }
    }

    @Test("Without a provider there is nothing of it")
    func none() async throws {
        try await withPeople { bench in
            try await bench.open { client in
                let browser = TestBrowser(client)
                let door = try await browser.open("/connexion")
                #expect(!door.text.contains("fournisseur"))
                for address in ["/connexion/fournisseur", "/connexion/retour", "/invitation/identite", "/deconnexion"] {
                    let response = try await browser.open(address)
                    #expect(response.status == .notFound, "\(address)")
                }
            }
        }
    }
}
