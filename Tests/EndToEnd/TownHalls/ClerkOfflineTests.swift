import Browser
import Foundation
import TestBench
import Testing

/// The tests of the clerk's application while the network is cut, the browser is killed, and the session ends.
@Suite(
    "The clerk's application without network", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(10)))
struct ClerkOfflineTests {
    private let house: House
    private let bench: ClerkBench

    init() throws {
        self.house = try House.required()
        self.bench = ClerkBench(house: self.house)
    }

    private func declare(_ place: String, _ browser: BrowserSession) async throws {
        try await browser.tap("[data-key=\"declare\"]")
        try await browser.tap("label[for=\"lieu-\(place)\"]")
        try await browser.tap("label[for=\"nature-unknown\"]")
        try await browser.tap("#envoi [type=\"submit\"]")
        try await browser.wait("it is kept", until: "document.querySelector('.vigie-lines')?.textContent.includes('\(Self.words[place] ?? "")')")
    }

    private static let words = ["home": "Domicile", "careHome": "Ehpad", "healthFacility": "Établissement de santé"]

    @Test("Three declarations without network, the browser killed, the session over meanwhile: all are counted, each once")
    func cut() async throws {
        let profile = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-profile-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: profile) }
        let port = try #require(URLComponents(string: self.house.url)?.port)
        // A real commune is used where one is loaded, whose outbox is not that of an exercise.
        let isReal = try await self.house.database("ctl", "-c", "SELECT count(*) FROM reference.commune WHERE code = '33063'").contains("1")
        let commune = isReal ? "33063" : "00016"
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let password = Newcomer.password()
            try await clerk.redeem(password)
            let account = try await clerk.account()
            try await Cable.with(to: port) { cable in
                try await ChromeDriver.withSession(profile: profile) { browser in
                    try await self.bench.begin(as: clerk.login, password, at: cable.url, width: 390, browser)
                    await cable.cut()
                    try await self.declare("home", browser)
                    try await self.declare("careHome", browser)
                    let waiting = try await browser.lines()
                    #expect(waiting.count { $0.contains("En attente d’envoi") || $0.contains("Enregistrée sur cet appareil") } == 2, "\(waiting)")
                    try await self.bench.picture("sans-reseau", 390, browser)
                    // The browser notes within seconds in which realm a device was last; the outbox itself knows it of a real commune.
                    if !isReal { try await Task.sleep(for: .seconds(12)) }
                    ChromeDriver.kill(profile: profile)
                }
                #expect(try await self.bench.ledger(commune, by: account) == [])
                // The session ends while the browser cannot be told.
                _ = try await self.house.database("ctl", "-c", "DELETE FROM portal.session WHERE account = '\(account)'")
                try await ChromeDriver.withSession(profile: profile) { browser in
                    try await browser.show(width: 390)
                    try await browser.open(cable.url + "/mairie/")
                    try await browser.wait("the application without network", seconds: 30, until: "document.querySelector('[data-key=\"declare\"]')")
                    try await self.declare("healthFacility", browser)
                    #expect(try await browser.lines().count >= 3)
                    try await self.bench.picture("sans-reseau-rouvert", 390, browser)
                    try await cable.mend()
                    try await browser.open(cable.url + "/mairie/")
                    try await browser.arrive(
                        "it asks to sign in", seconds: 60, until: "document.body.textContent.includes('Connectez-vous') || location.pathname === '/connexion'")
                    try await self.bench.picture("connexion-finie", 390, browser)
                    #expect(try await self.bench.ledger(commune, by: account) == [])
                    try await browser.signIn(at: cable.url, clerk.login, password)
                    try await browser.open(cable.url + "/mairie/")
                    let all = [String](repeating: "1 counted", count: 3)
                    #expect(try await self.bench.wait(seconds: 60, for: all, of: commune, by: account) == all)
                    try await browser.wait(
                        "all are counted", seconds: 30,
                        until: "[...document.querySelectorAll('.vigie-lines .fr-badge')].filter(each => each.textContent.includes('Comptée')).length === 3")
                    try await self.bench.picture("tout-compte", 390, browser)
                }
                // Whatever is opened again, nothing is sent again.
                #expect(try await self.bench.ledger(commune, by: account).count == 3)
            }
        }
    }

    @Test("The application is updated while two wait: both are counted once, and the old one is gone")
    func updated() async throws {
        let port = try #require(URLComponents(string: self.house.url)?.port)
        let commune = "00019"
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let password = Newcomer.password()
            try await clerk.redeem(password)
            let account = try await clerk.account()
            try await Cable.with(to: port) { cable in
                try await ChromeDriver.withSession { browser in
                    try await self.bench.begin(as: clerk.login, password, at: cable.url, width: 390, browser)
                    let caches: [String] = try await browser.evaluate("done(await caches.keys());")
                    let old = try #require(caches.first { $0.hasPrefix("vigie-mairie-") })
                    let version = String(old.dropFirst("vigie-mairie-".count))
                    let new = String(version.reversed())
                    try #require(new != version)
                    await cable.cut()
                    try await self.declare("home", browser)
                    try await self.declare("careHome", browser)
                    cable.change(version, to: new)
                    try await cable.mend()
                    try await browser.open(cable.url + "/mairie/")
                    try await browser.wait("the application again", seconds: 30, until: "document.querySelector('[data-key=\"declare\"]')")
                    let both = ["1 counted", "1 counted"]
                    #expect(try await self.bench.wait(seconds: 60, for: both, of: commune, by: account) == both)
                    let deadline = ContinuousClock.now + .seconds(60)
                    var kept: [String] = []
                    repeat {
                        try await Task.sleep(for: .milliseconds(500))
                        kept = try await browser.evaluate(
                            "await navigator.serviceWorker.getRegistration()?.then(each => each?.update()); done(await caches.keys());")
                    } while kept.contains(old) && ContinuousClock.now < deadline
                    #expect(kept.contains("vigie-mairie-" + new) && !kept.contains(old), "\(old) was to be followed by \(new): \(kept)")
                    try await browser.wait(
                        "both are counted", seconds: 30,
                        until: "[...document.querySelectorAll('.vigie-lines .fr-badge')].filter(each => each.textContent.includes('Comptée')).length === 2")
                    #expect(try await self.bench.ledger(commune, by: account).count == 2)
                }
            }
        }
    }

    @Test("What one clerk left unsent, the next of the commune sees and confirms; the ledger keeps who sent it and who typed it")
    func colleague() async throws {
        let port = try #require(URLComponents(string: self.house.url)?.port)
        guard let commune = try await self.bench.realCommune(180), let other = try await self.bench.realCommune(181) else { return }
        try await Newcomer.with("clerk@commune:\(commune)", named: "Ada Première", at: self.house) { first in
            try await Newcomer.with("clerk@commune:\(commune)", named: "Basile Second", at: self.house) { second in
                try await Newcomer.with("clerk@commune:\(other)", named: "Chloé Ailleurs", at: self.house) { stranger in
                    let password = Newcomer.password()
                    for each in [first, second, stranger] { try await each.redeem(password) }
                    let (typist, sender) = (try await first.account(), try await second.account())
                    try await Cable.with(to: port) { cable in
                        try await ChromeDriver.withSession { browser in
                            try await self.bench.begin(as: first.login, password, at: cable.url, width: 768, browser)
                            await cable.cut()
                            try await self.declare("home", browser)
                            _ = try await self.house.database("ctl", "-c", "DELETE FROM portal.session WHERE account = '\(typist)'")
                            try await cable.mend()
                            // Another commune's clerk neither sees nor sends it.
                            try await browser.signIn(at: cable.url, stranger.login, password)
                            try await browser.open(cable.url + "/mairie/")
                            try await browser.wait("the stranger's application", until: "document.querySelector('[data-key=\"declare\"]')")
                            #expect(try await !browser.text("main").contains("Domicile"))
                            _ = try await self.house.database("ctl", "-c", "DELETE FROM portal.session WHERE account = '\(try await stranger.account())'")
                            try await browser.signIn(at: cable.url, second.login, password)
                            try await browser.open(cable.url + "/mairie/")
                            try await browser.wait("the question", until: "document.querySelector('[data-key^=\"yes\"]')")
                            #expect(try await browser.text("main").contains("À confirmer"))
                            try await self.bench.picture("a-confirmer", 768, browser)
                            #expect(try await self.bench.ledger(commune, by: typist) == [])
                            #expect(try await self.bench.ledger(commune, by: sender) == [])
                            try await browser.use(.finger, "[data-key^=\"yes\"]")
                            #expect(try await self.bench.wait(seconds: 30, for: ["1 counted"], of: commune, by: sender) == ["1 counted"])
                            #expect(try await self.bench.ledger(commune, by: typist) == [])
                            let told = try await self.house.database(
                                "ctl", "-c", "SELECT DISTINCT typed_by FROM aggregation.ledger WHERE commune = '\(commune)' AND account = '\(sender)'")
                            #expect(told.trimmingCharacters(in: .whitespacesAndNewlines) == typist)
                        }
                    }
                }
            }
        }
    }
}
