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

@Suite("Invitations and the accounts of others", .timeLimit(.minutes(3)))
struct AccountKeepingTests {
    @Test("Invited, the person looks as often as they like, chooses a password once, and is in")
    func invited() async throws {
        try await withPeople { bench in
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            try await bench.open { client in
                let desk = try await bench.browser(client, as: admin)
                let page = try await desk.submit("/comptes", ["action": "inviter", "nom": "Maëlle Guégan", "role": "clerk", "territoire": "56260"])
                #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
                let code = String(try #require(page.text.firstMatch(of: /invitation#([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/)).1)
                #expect(page.text.contains("maelle.guegan"))
                let browser = TestBrowser(client)
                // Nothing that only looks uses it up, and the code is in no address.
                for _ in 0..<3 {
                    #expect(try await browser.open("/invitation").status == .ok)
                    let looked = try await browser.submit("/invitation", ["action": "code", "code": code.lowercased().replacing("-", with: " ")])
                    #expect(looked.status == .ok && looked.text.contains("Maëlle Guégan") && looked.text.contains("Vannes"))
                }
                for (password, words) in [("court", "moins de 12"), ("motdepasse123!", "Beaucoup"), ("maelle guegan 56", "votre nom"), ("azertyuiop1234", "")] {
                    let refused = try await browser.submit("/invitation", ["action": "mot-de-passe", "code": code, "mot-de-passe": password])
                    #expect(
                        refused.status == .unprocessableContent && refused.text.contains(words) && !refused.text.contains("value=\"\(password)"), "\(password)")
                }
                let done = try await browser.submit("/invitation", ["action": "mot-de-passe", "code": code, "mot-de-passe": PeopleBench.password])
                #expect(done.status == .seeOther && done.location == "/mairie/")
                #expect(try await browser.open("/mairie/").status == .ok)
                let again = try await TestBrowser(client).submit("/invitation", ["action": "mot-de-passe", "code": code, "mot-de-passe": PeopleBench.password])
                #expect(again.status == .unprocessableContent && again.text.contains("a déjà servi"))
                #expect(try await TestBrowser(client).signIn("maelle.guegan").location == "/mairie/")
            }
        }
    }

    @Test("A new code kills the old one; for who manages the account the password ends, for the call centre it waits")
    func renewed() async throws {
        try await withPeople { bench in
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            let centre = try await bench.person("centre", "call-centre@department:56")
            let clerk = try await bench.person("marie", "clerk@commune:56260")
            let officer = try await bench.person("jean", "prefecture-officer@department:56")
            try await bench.open { client in
                let (keeper, caller) = (try await bench.browser(client, as: admin), try await bench.browser(client, as: centre))
                func renew(_ browser: TestBrowser, _ id: AccountID, _ body: String = "{}") async throws -> TestResponse {
                    try await browser.ask(.post, "/v1/accounts/\(id)/invitation", body)
                }
                let first = try await renew(caller, clerk.id)
                #expect(first.status == .created)
                #expect(try await TestBrowser(client).signIn("marie").status == .seeOther)
                let second = try await renew(caller, clerk.id)
                let (old, new) = (Self.code(first), Self.code(second))
                #expect(try await TestBrowser(client).submit("/invitation", ["action": "code", "code": old]).status == .unprocessableContent)
                #expect(try await TestBrowser(client).submit("/invitation", ["action": "code", "code": new]).status == .ok)
                #expect(try await renew(caller, officer.id).status == .notFound)
                #expect(try await Self.logins(caller.ask(.get, "/v1/accounts")) == ["marie"])
                #expect(try await renew(caller, clerk.id, "{\"withSecondFactor\":true}").status == .forbidden)
                for (uri, body) in [("disable", nil), ("enable", nil)] as [(String, String?)] {
                    #expect(try await caller.ask(.post, "/v1/accounts/\(clerk.id)/\(uri)", body).status == .forbidden)
                }
                #expect(try await renew(keeper, clerk.id).status == .created)
                #expect(try await TestBrowser(client).signIn("marie").status == .unprocessableContent)
            }
        }
    }

    @Test("An account that changes while its code is made anew is not taken over", arguments: ["prefecture-administrator", "call-centre"])
    func overtaken(role: String) async throws {
        try await withPeople { bench in
            let keeper = try await bench.person("keeper", "\(role)@department:56"), clerk = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: keeper)
                let asked = try await bench.owner.transaction { transaction in
                    // What the request reads of the account is over before it may change it.
                    _ = try await transaction.query("SELECT FROM portal.account WHERE id = $1 FOR UPDATE", [.uuid(clerk.id.bytes)])
                    let asked = Task { try await browser.ask(.post, "/v1/accounts/\(clerk.id)/invitation", "{}").status }
                    var isWaiting = false
                    while !isWaiting {
                        try await Task.sleep(for: .milliseconds(20))
                        isWaiting = try await transaction.query(
                            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
                        ).one().bool(0)
                    }
                    try await transaction.execute("UPDATE portal.account SET version = version + 1 WHERE id = $1", [.uuid(clerk.id.bytes)])
                    return asked
                }
                #expect(try await asked.value == .conflict)
                #expect(try await TestBrowser(client).signIn("marie").status == .seeOther)
            }
        }
    }

    @Test("An administrator keeps the accounts of their department, and of no other, and gives nothing that is not theirs to give")
    func reach() async throws {
        try await withPeople { bench in
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            let clerk = try await bench.person("marie", "clerk@commune:56260")
            let far = try await bench.person("far", "clerk@commune:29019")
            let national = try await bench.person("nora", "national-administrator@nation")
            let both = try await bench.person("both", "clerk@commune:56260", "national-reader@nation")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: admin)
                let logins = try await Self.logins(browser.ask(.get, "/v1/accounts"))
                #expect(logins == ["admin", "both", "marie"])
                #expect(try await Self.logins(browser.ask(.get, "/v1/accounts?department=29")) == [])
                #expect(try await Self.logins(browser.ask(.get, "/v1/accounts?role=clerk&limit=1")) == ["both"])
                // A page is full of those within reach: where it ends tells of nobody else.
                let page = try await browser.ask(.get, "/v1/accounts?limit=3")
                #expect(Self.logins(page) == ["admin", "both", "marie"] && page.json["next"] as? String == "marie")
                for id in [far.id, national.id] {
                    #expect(try await browser.ask(.get, "/v1/accounts/\(id)").status == .notFound)
                    #expect(try await browser.ask(.post, "/v1/accounts/\(id)/disable").status == .notFound)
                    #expect(try await browser.open("/comptes/\(id)").status == .notFound)
                }
                // Whose other role is not theirs to give is seen, and not managed.
                #expect(try await browser.ask(.get, "/v1/accounts/\(both.id)").status == .ok)
                for uri in ["disable", "invitation"] { #expect(try await browser.ask(.post, "/v1/accounts/\(both.id)/\(uri)", "{}").status == .forbidden) }
                for (role, territory) in [
                    ("national-reader", "nation"), ("operations", "nation"), ("auditor", "nation"), ("clerk", "commune:29019"), ("region-reader", "region:53"),
                    ("prefecture-officer", "department:29"), ("national-administrator", "nation"),
                ] {
                    let grant = "{\"role\":\"\(role)\",\"territory\":\"\(territory)\"}"
                    #expect(try await browser.ask(.post, "/v1/accounts", "{\"name\":\"X Y\",\"grants\":[\(grant)]}").status == .forbidden, "\(role)")
                    #expect(try await browser.ask(.patch, "/v1/accounts/\(clerk.id)", "{\"add\":[\(grant)]}").status == .forbidden, "\(role)")
                    #expect(try await browser.ask(.patch, "/v1/accounts/\(admin.id)", "{\"add\":[\(grant)]}").status == .forbidden, "\(role)")
                }
                #expect(try await browser.ask(.post, "/v1/accounts", "{\"name\":\"X Y\",\"grants\":[]}").problem == "not-admitted grants")
                #expect(try await browser.ask(.post, "/v1/accounts/\(admin.id)/disable").status == .conflict)
                #expect(try await browser.ask(.delete, "/v1/accounts/\(admin.id)").status == .conflict)
                // What is theirs they do.
                let created = try await browser.ask(
                    .post, "/v1/accounts",
                    "{\"name\":\"Anne Roux\",\"login\":\"a.roux\",\"grants\":[{\"role\":\"prefecture-officer\",\"territory\":\"department:56\"}]}")
                #expect(created.status == .created && created.headers[.location]?.hasPrefix("/v1/accounts/") == true)
                #expect(
                    try await browser.ask(
                        .post, "/v1/accounts", "{\"name\":\"A R\",\"login\":\"a.roux\",\"grants\":[{\"role\":\"clerk\",\"territory\":\"commune:56260\"}]}"
                    ).problem == "not-admitted login")
                let moved = try await browser.ask(.patch, "/v1/accounts/\(clerk.id)", "{\"move\":{\"from\":\"56260\",\"to\":\"56121\"}}")
                #expect(moved.status == .ok && moved.text.contains("commune:56121") && !moved.text.contains("commune:56260"))
                #expect(try await browser.ask(.patch, "/v1/accounts/\(clerk.id)", "{\"move\":{\"from\":\"56121\",\"to\":\"29019\"}}").status == .forbidden)
                #expect(
                    try await browser.ask(.patch, "/v1/accounts/\(clerk.id)", "{\"telephone\":\"02 97 00 00 00\"}").json["telephone"] as? String
                        == "02 97 00 00 00")
                #expect(try await browser.ask(.patch, "/v1/accounts/\(clerk.id)", "{\"grants\":[]}").problem == "not-admitted grants")
                // What is left of an account whose last role of theirs is gone is not told.
                let left = try await browser.ask(.patch, "/v1/accounts/\(both.id)", "{\"remove\":[{\"role\":\"clerk\",\"territory\":\"commune:56260\"}]}")
                #expect(left.status == .noContent && left.text.isEmpty)
            }
        }
    }

    @Test("The pages do the same: invite, move, give and take, close and open")
    func pages() async throws {
        try await withPeople { bench in
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            let clerk = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: admin)
                let list = try await browser.open("/comptes?q=56260")
                #expect(list.text.contains("/comptes/\(clerk.id)") && list.text.contains("Comptes : Morbihan (56)"))
                let page = "/comptes/\(clerk.id)"
                #expect(try await browser.open(page).text.contains("Agent de mairie – Vannes (56260)"))
                let moved = try await browser.submit(page, ["action": "changer-commune", "commune": "56121"])
                #expect(moved.status == .ok && moved.text.contains("Lorient (56121)"))
                let wrong = try await browser.submit(page, ["action": "changer-commune", "commune": "xyz"])
                #expect(wrong.status == .unprocessableContent && wrong.text.contains("aria-invalid"))
                #expect(
                    try await browser.submit(page, ["action": "ajouter-role", "role": "prefecture-reader", "territoire": "56"]).text.contains(
                        "Lecture en préfecture"))
                #expect(try await browser.submit(page, ["action": "ajouter-role", "role": "national-reader"]).status == .forbidden)
                let taken = try await browser.submit(page, ["action": "retirer-role", "role": "prefecture-reader", "territoire": "department:56"])
                #expect(taken.status == .ok && !taken.text.contains("Lecture en préfecture –"))
                #expect(try await browser.submit(page, ["action": "fermer"]).text.contains("Rouvrir le compte"))
                #expect(try await TestBrowser(client).signIn("marie").status == .unprocessableContent)
                #expect(try await browser.submit(page, ["action": "rouvrir"]).text.contains("Fermer le compte"))
                #expect(try await TestBrowser(client).signIn("marie").status == .seeOther)
                #expect(try await browser.submit(page, ["action": "inviter"]).text.contains("/invitation#"))
            }
            let actions = try await bench.actions(on: clerk.id)
            for action in ["account-moved", "roles-changed", "account-disabled", "account-enabled", "account-reset", "account-invited"] {
                #expect(actions.contains(action), "\(action)")
            }
        }
    }

    @Test("The first account of a commune invites three colleagues; nobody else does")
    func colleagues() async throws {
        try await withPeople { bench in
            let first = try await bench.person("first", "clerk@commune:56260")
            let other = try await bench.person("other", "clerk@commune:56260")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: first)
                #expect(try await browser.open("/mairie/").text.contains("Inviter un collègue"))
                for number in 1...3 {
                    #expect(try await browser.submit("/mairie/", ["action": "inviter", "nom": "Collègue \(number)"]).text.contains("/invitation#"))
                }
                #expect(try await browser.submit("/mairie/", ["action": "inviter", "nom": "Collègue 4"]).status == .conflict)
                #expect(try await browser.ask(.post, "/v1/colleagues", "{\"name\":\"Collègue 5\",\"commune\":\"56260\"}").status == .conflict)
                #expect(try await browser.ask(.post, "/v1/colleagues", "{\"name\":\"Collègue 5\",\"commune\":\"56121\"}").status == .forbidden)
                let second = try await bench.browser(client, as: other)
                #expect(!(try await second.open("/mairie/").text.contains("Inviter un collègue")))
                #expect(try await second.ask(.post, "/v1/colleagues", "{\"name\":\"X Y\",\"commune\":\"56260\"}").status == .forbidden)
            }
        }
    }

    @Test("One's own account: a password changes with the old one, everything kept is told, and one is forgotten")
    func own() async throws {
        try await withPeople { bench in
            let marie = try await bench.person("marie", "clerk@commune:56260")
            try await bench.open { client in
                let (one, two) = (try await bench.browser(client, as: marie), try await bench.browser(client, as: marie))
                let fields = ["action": "mot-de-passe", "mot-de-passe-actuel": "not this one", "mot-de-passe": "cinq autres mots encore"]
                #expect(try await one.submit("/mon-compte", fields).text.contains("pas votre mot de passe actuel"))
                #expect(try await two.open("/mon-compte").status == .ok)
                #expect(
                    try await one.ask(.post, "/v1/account/password", "{\"current\":\"\(PeopleBench.password)\",\"password\":\"vannes 56260 !!\"}").problem
                        == "not-admitted password")
                #expect(try await one.submit("/mon-compte", fields.merging(["mot-de-passe-actuel": PeopleBench.password]) { $1 }).text.contains("est changé"))
                #expect(try await one.open("/mon-compte").status == .ok)
                #expect(try await two.open("/mon-compte").status == .seeOther)
                let export = try await one.ask(.get, "/v1/account")
                #expect(export.status == .ok && export.headers[.cacheControl] == "no-store" && export.json["login"] as? String == "marie")
                #expect(export.json["audit"] != nil && !export.text.contains("argon2id"))
                #expect(try await one.submit("/mon-compte", ["action": "effacer", "mot-de-passe-effacement": "wrong"]).status == .unprocessableContent)
                #expect(
                    try await one.submit("/mon-compte", ["action": "effacer", "mot-de-passe-effacement": "cinq autres mots encore"]).location == "/connexion")
                #expect(try await one.open("/mon-compte").status == .seeOther)
                #expect(try await TestBrowser(client).signIn("marie", "cinq autres mots encore").status == .unprocessableContent)
            }
            let row = try await bench.owner.query("SELECT login, name FROM portal.account WHERE id = $1", [.uuid(marie.id.bytes)]).one()
            #expect(try row.isNull("login") && row.isNull("name"))
        }
    }

    private static func code(_ response: TestResponse) -> String {
        (response.json["invitation"] as? [String: Any])?["code"] as? String ?? ""
    }

    private static func logins(_ response: TestResponse) -> [String] {
        (response.json["accounts"] as? [[String: Any]] ?? []).compactMap { $0["login"] as? String }
    }
}
