import Browser
import Foundation
import TestBench
import Testing

/// The clerk's application while the network is cut, the browser is killed, and the session ends meanwhile.
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
        // A real commune where one is loaded: its outbox is not that of an exercise.
        let isReal = try await self.house.database("ctl", "-c", "SELECT count(*) FROM reference.commune WHERE code = '33063'").contains("1")
        let commune = isReal ? "33063" : "00016"
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let password = Newcomer.password()
            try await clerk.redeem(password)
            let account = try await clerk.account()
            try await Cable.with(to: port) { cable in
                try await ChromeDriver.withSession(profile: profile) { browser in
                    try await browser.show(width: 390)
                    try await browser.signIn(at: cable.url, clerk.login, password)
                    try await browser.open(cable.url + "/mairie/")
                    try await browser.wait("the application", until: "document.querySelector('[data-key=\"declare\"]')")
                    try await browser.wait("the worker", until: "navigator.serviceWorker.controller")
                    await cable.cut()
                    try await self.declare("home", browser)
                    try await self.declare("careHome", browser)
                    let waiting = try await browser.lines()
                    #expect(waiting.count { $0.contains("En attente d’envoi") || $0.contains("Enregistrée sur cet appareil") } == 2, "\(waiting)")
                    try await self.bench.picture("sans-reseau", 390, browser)
                    // Which realm a device was in last, its browser writes down within seconds; of a real commune the outbox itself knows.
                    if !isReal { try await Task.sleep(for: .seconds(12)) }
                    ChromeDriver.kill(profile: profile)
                }
                #expect(try await self.bench.ledger(commune, by: account) == [])
                // The session ends while nobody can be told.
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
                    try await browser.arrive("it asks to sign in", seconds: 60, until: "document.body.textContent.includes('Connectez-vous') || location.pathname === '/connexion'")
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
}
