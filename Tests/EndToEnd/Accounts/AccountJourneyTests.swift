import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of a person's way from the invitation to the forgotten password, and of an administrator's work, with the keyboard alone.
@Suite(
    "Accounts: with the keyboard alone", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(10)))
struct AccountJourneyTests {
    private let house: House

    init() throws { self.house = try House.required() }

    private func picture(_ name: String, _ width: Int, _ browser: BrowserSession) async throws {
        try await browser.showAll(width: width)
        try await browser.screenshot().write(to: self.house.screenshot("accounts-\(name)-\(width).png"))
        try await browser.show(width: width)
    }

    private func path(_ browser: BrowserSession) async throws -> String {
        try await browser.evaluate("done(location.pathname + location.search + location.hash);")
    }

    /// The login and the password that `/connexion` is filled with.
    private func signIn(_ login: String, _ password: String, _ browser: BrowserSession) async throws {
        try await browser.fill("Identifiant", with: login)
        try await browser.fill("Mot de passe", with: password)
        try await browser.activate("Se connecter", element: "button")
    }

    // MARK: One's own account

    @Test("Invited, signed in, signed out everywhere, reset", arguments: [390, 1280])
    func own(width: Int) async throws {
        try await Newcomer.with("clerk@commune:00002", at: self.house) { person in
            // A mail's scanner opens the link first, which uses up nothing.
            #expect(try await PlainHTTP.send(.GET, String(person.link.prefix { $0 != "#" })).status == 200)
            let (first, second) = (Newcomer.password(), Newcomer.password())
            try await ChromeDriver.withSession { browser in
                try await browser.show(width: width)
                try await browser.open(person.link)
                try await browser.wait("the code in its field", until: "document.getElementById('code').value.length === 14")
                // Afterwards the code stands neither in the address nor in the history.
                #expect(try await self.path(browser) == "/invitation")
                try await self.picture("invitation", width, browser)
                try await browser.press(.enter)
                try await browser.arrive("the choice of a password", until: "document.querySelector('[name=\"mot-de-passe\"]')")
                #expect(try await browser.text("main").contains(person.login))

                // A password that many people have is refused, and the reason stands where the focus is.
                try await browser.fill("Mot de passe", with: "motdepasse123")
                try await browser.activate("Enregistrer et se connecter")
                try await browser.wait("the errors in focus", until: "document.activeElement.id === 'erreurs'")
                try await self.picture("password-refused", width, browser)
                try await browser.fill("Mot de passe", with: first)
                try await browser.activate("Enregistrer et se connecter")
                #expect(try await self.path(browser) == "/mairie/")
                try await self.picture("town-hall", width, browser)

                // The same person signs in on another browser.
                let elsewhere = try await SignedIn.at(self.house, login: person.login, password: first)
                #expect(try await elsewhere.isOpen(at: self.house))
                try await browser.activate(person.name, element: "a")
                try await self.picture("own-account", width, browser)
                try await browser.activate("Se déconnecter partout")
                #expect(try await self.path(browser).hasPrefix("/connexion"))
                #expect(try await !elsewhere.isOpen(at: self.house))
                try await browser.open(self.house.url + "/mon-compte")
                #expect(try await self.path(browser) == "/connexion?suite=/mon-compte")

                // After signing in the browser goes back to the page that was asked for.
                try await self.signIn(person.login, first, browser)
                #expect(try await self.path(browser) == "/mon-compte")
                try await browser.activate("Se déconnecter", element: "button")
                #expect(try await self.path(browser).hasPrefix("/connexion"))

                // The administrator removes the password, and the code told on the telephone opens the account again.
                let code = try await self.house.console("account", "reset", person.login).trimmingCharacters(in: .whitespacesAndNewlines)
                try await browser.open(self.house.url + "/connexion")
                try await self.signIn(person.login, first, browser)
                try await browser.wait("the errors in focus", until: "document.activeElement.id === 'erreurs'")
                try await self.picture("sign-in-refused", width, browser)
                try await browser.activate("J’ai un code d’invitation")
                // The code is typed as somebody hears it, in small letters and without the hyphens.
                try await browser.fill("Code d’invitation", with: code.lowercased().replacing("-", with: " "))
                try await browser.activate("Continuer")
                try await browser.fill("Mot de passe", with: second)
                try await browser.activate("Enregistrer et se connecter")
                #expect(try await self.path(browser) == "/mairie/")
                let complaints = try await browser.console().filter {
                    $0.level == "SEVERE" && !$0.message.contains("favicon") && !$0.message.contains("422") && !$0.message.contains("401")
                }
                #expect(complaints.isEmpty, "\(complaints.map(\.message))")
            }
            // The code has been used up.
            await #expect(throws: BrowserError.self) { try await person.redeem(Newcomer.password()) }
        }
    }

    // MARK: Others' accounts

    @Test("An administrator invites, moves and disables a clerk, whose open page ends within 60 s", arguments: [390, 1280])
    func administration(width: Int) async throws {
        try await Newcomer.with("prefecture-administrator@department:00", named: "Dominique Essai", at: self.house) { administrator in
            try await ChromeDriver.withSession { desk in
                try await desk.show(width: width)
                try await self.enrol(administrator, width, desk)
                let name = "Alix Essai \(UUID().uuidString.prefix(6))"
                let (login, code) = try await self.invite(name, width, desk)
                try await self.erasing(login) {
                    try await ChromeDriver.withSession { clerk in
                        try await clerk.show(width: width)
                        let password = Newcomer.password()
                        try await clerk.open("\(self.house.url)/invitation#\(code)")
                        try await clerk.wait("the code in its field", until: "document.getElementById('code').value.length === 14")
                        try await clerk.press(.enter)
                        try await clerk.arrive("the choice of a password", until: "document.querySelector('[name=\"mot-de-passe\"]')")
                        try await clerk.fill("Mot de passe", with: password)
                        try await clerk.activate("Enregistrer et se connecter")
                        #expect(try await self.commune(of: clerk) == "00003")

                        try await desk.activate(name, element: "a")
                        try await desk.fill("Nouvelle commune", with: "00004")
                        try await desk.activate("Changer de commune", element: "button")
                        #expect(try await desk.text("main").contains("(00004)"))
                        try await self.picture("account-moved", width, desk)
                        // The session of before has ended, and the next one is of the other commune.
                        try await self.ends(clerk)
                        try await self.signIn(login, password, clerk)
                        try await clerk.open(self.house.url + "/mairie/")
                        #expect(try await self.commune(of: clerk) == "00004")

                        try await desk.activate("Fermer le compte")
                        try await self.picture("account-disabled", width, desk)
                        try await self.ends(clerk)
                        try await self.signIn(login, password, clerk)
                        try await clerk.wait("the errors in focus", until: "document.activeElement.id === 'erreurs'")
                    }
                }
            }
        }
    }

    /// Reads the commune of the clerk's screen, then opens another page. The screen itself would stay when its session ends, so that what is
    /// typed there is not lost.
    private func commune(of clerk: BrowserSession) async throws -> String {
        try await clerk.arrive("the clerk's screen", until: "document.getElementById('mairie')?.dataset.state")
        let code: String = try await clerk.evaluate("done(JSON.parse(document.getElementById('mairie').dataset.state).commune.code);")
        try await clerk.open(self.house.url + "/mon-compte")
        return code
    }

    /// Waits until the open page goes to where people sign in.
    private func ends(_ browser: BrowserSession) async throws {
        let began = ContinuousClock.now
        try await browser.arrive("the end of the open page", seconds: 60, until: "location.pathname === '/connexion'")
        print("  an open page ended \(ContinuousClock.now - began) after its session")
        try await browser.arrive("the form", until: "document.querySelector('[name=\"identifiant\"]')")
    }

    private func erasing(_ login: String, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            _ = try? await self.house.console("account", "erase", login, "--yes")
            throw error
        }
        try await self.house.console("account", "erase", login, "--yes")
    }

    /// Sets the password and the second factor, which an administrator needs.
    private func enrol(_ person: Newcomer, _ width: Int, _ browser: BrowserSession) async throws {
        try await browser.open(person.link)
        try await browser.wait("the code in its field", until: "document.getElementById('code').value.length === 14")
        try await browser.press(.enter)
        try await browser.arrive("the choice of a password", until: "document.querySelector('[name=\"mot-de-passe\"]')")
        try await browser.fill("Mot de passe", with: Newcomer.password())
        try await browser.activate("Enregistrer et se connecter")
        #expect(try await self.path(browser).hasPrefix("/mon-compte/second-facteur"))
        try await self.picture("second-factor", width, browser)
        // No other page opens before the second factor is set.
        #expect(try await browser.evaluate("done((await fetch('/v1/accounts')).status);") as Int != 200)
        let key = try await browser.text("#cle").filter { !$0.isWhitespace }
        try await browser.fill("Les six chiffres", with: try await Authenticator.code(key))
        try await browser.activate("Vérifier le code")
        #expect(try await browser.evaluate("done(document.querySelectorAll('#codes li').length);") as Int >= 8)
        try await self.picture("recovery-codes", width, browser)
        try await browser.activate("Je les ai gardés")
    }

    /// Invites a clerk of 00003, and returns the login and the code that are shown.
    private func invite(_ name: String, _ width: Int, _ browser: BrowserSession) async throws -> (login: String, code: String) {
        try await browser.activate("Comptes", element: "a")
        #expect(try await self.path(browser) == "/comptes")
        try await browser.fill("Prénom et nom", with: name)
        try await browser.choose("Agent de mairie", in: "Rôle")
        try await browser.fill("Commune ou territoire", with: "00003")
        try await browser.activate("Inviter", element: "button")
        try await self.picture("accounts", width, browser)
        let code = try await browser.text(".vigie-spoken")
        let login = try await browser.text(".vigie-invitation strong.vigie-verbatim")
        #expect(code.wholeMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/) != nil && !login.isEmpty)
        // The code is shown once.
        try await browser.open(self.house.url + "/comptes?q=" + (name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""))
        let page: String = try await browser.evaluate("done(document.body.innerHTML);")
        #expect(!page.contains(code) && page.contains(name))
        return (login, code)
    }
}

/// The application on a telephone that shows six digits.
enum Authenticator {
    /// Returns the digits of a key in base32 now. Python computes them, since what Vigie computes is what is tested.
    static func code(_ key: String) async throws -> String {
        let script = """
            import base64, hashlib, hmac, struct, sys, time
            digest = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
            start = digest[-1] & 15
            print("%06d" % ((struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF) % 1000000), end="")
            """
        let told = try await Shell.run("python3 -c \"$0\" \"$1\"", script, key)
        guard told.status == 0, told.output.count == 6 else { throw BrowserError(description: "no code: \(told.output)") }
        return told.output
    }
}
