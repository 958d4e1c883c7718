import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of what a clerk does, in a real browser against the whole house; taps and seconds are counted.
@Suite(
    "The clerk's application", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(15)))
struct ClerkJourneyTests {
    private let house: House
    private let bench: ClerkBench

    init() throws {
        self.house = try House.required()
        self.bench = ClerkBench(house: self.house)
    }

    private static let communes = [390: "00011", 768: "00012", 1280: "00013"]

    @Test("Four taps declare a death; a week of zeros is one; corrected, withdrawn; each is told truly", arguments: [390, 768, 1280])
    func journey(width: Int) async throws {
        let commune = try #require(Self.communes[width])
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let (person, account) = (try await clerk.signedIn(), try await clerk.account())
            try await ChromeDriver.withSession { browser in
                try await browser.show(width: width)
                try await browser.become(person, at: self.house)
                try await browser.open(self.house.url + "/mairie/")
                try await browser.wait("the application", until: "document.querySelector('[data-key=\"declare\"]')")
                try await self.bench.picture("ecran", width, browser)

                let hand: Hand = width == 1280 ? .keyboard : .finger
                try await browser.countPresses()
                let start = ContinuousClock.now
                try await browser.use(hand, "[data-key=\"declare\"]")
                try await browser.use(hand, "label[for=\"lieu-careHome\"]")
                try await browser.use(hand, "label[for=\"nature-unknown\"]")
                try await self.bench.picture("formulaire", width, browser)
                try await browser.use(hand, "#envoi [type=\"submit\"]")
                try await browser.wait("it is counted", until: "document.querySelector('.vigie-lines .fr-badge')?.textContent.includes('Comptée')")
                let took = ContinuousClock.now - start
                let presses = try await browser.presses()
                print("  \(width) px, by \(hand.rawValue): \(presses) presses, \(took) from the screen to « Comptée »")
                #expect(took < .seconds(30))
                // With the keyboard, arrow keys choose among places and causes.
                #expect(hand == .finger ? presses == 4 : presses <= 12)
                #expect(try await self.bench.wait(for: ["1 counted"], of: commune, by: account) == ["1 counted"])
                try await self.bench.picture("comptee", width, browser)

                // A death that is declared twice is shown beside the first, before anything is sent.
                try await browser.tap("[data-key=\"declare\"]")
                try await browser.tap("label[for=\"lieu-careHome\"]")
                try await browser.tap("label[for=\"nature-unknown\"]")
                try await browser.tap("#envoi [type=\"submit\"]")
                try await browser.wait("the question", until: "document.getElementById('question')?.textContent.includes('déjà déclaré')")
                try await self.bench.picture("semblable", width, browser)
                try await browser.tap("#question button", saying: "ne pas envoyer")
                #expect(try await self.bench.ledger(commune, by: account) == ["1 counted"])

                // All remaining days are declared at once; today has the death.
                try await browser.use(hand, "[data-key=\"zero all\"]")
                let week = ["1 counted"] + [String](repeating: "0 counted", count: 6)
                #expect(try await self.bench.wait(for: week, of: commune, by: account).sorted() == week.sorted())
                try await browser.wait("all is said", until: "document.getElementById('aucun').textContent.includes('Tout est dit')")

                // The number is corrected from one to two, with a reason.
                try await browser.tap(".vigie-line-link[data-key]", saying: "Ehpad")
                try await browser.tap("a, button", saying: "Corriger")
                try await browser.wait("the correction", until: "document.querySelector('#motif')")
                let _: Bool = try await browser.evaluate(
                    """
                    const number = document.querySelector('[name="nombre"]'), reason = document.querySelector('#motif');
                    number.value = '2'; number.dispatchEvent(new Event('input', { bubbles: true }));
                    reason.selectedIndex = 1; reason.dispatchEvent(new Event('change', { bubbles: true }));
                    done(true);
                    """)
                try await self.bench.picture("correction", width, browser)
                try await browser.tap("#envoi [type=\"submit\"]")
                // In a small commune two deaths at once cause a question.
                try await browser.wait("it left, or asks", until: "document.getElementById('question') || !document.getElementById('declaration')")
                if try await browser.evaluate("done(Boolean(document.getElementById('question')));") {
                    try await browser.tap("#question button", saying: "envoyer")
                }
                #expect(try await self.bench.wait(for: ["2 counted"] + week.dropFirst(), of: commune, by: account).contains("2 counted"))
                try await browser.open(self.house.url + "/mairie/")
                try await browser.wait("the list", until: "document.querySelector('.vigie-line-link[data-key]')")
                try await browser.tap(".vigie-line-link[data-key]", saying: "Ehpad")
                try await browser.wait("the history", until: "document.querySelector('main').textContent.includes('Remplacée')")
                try await self.bench.picture("historique", width, browser)

                // The declaration is withdrawn, with a reason: it counts no more, and its history stays.
                try await browser.use(hand, "[data-key=\"withdraw\"]")
                try await browser.wait("the reason", until: "document.querySelector('main select')")
                let _: Bool = try await browser.evaluate(
                    "const reason = document.querySelector('main select'); reason.selectedIndex = 1; reason.dispatchEvent(new Event('change', { bubbles: true })); done(true);"
                )
                try await self.bench.picture("retrait", width, browser)
                try await browser.use(hand, "[data-key=\"withdraw-now\"]")
                let withdrawn = ["2 withdrawn"] + week.dropFirst()
                #expect(try await self.bench.wait(for: withdrawn, of: commune, by: account).sorted() == withdrawn.sorted())
                try await browser.wait("it is withdrawn", until: "document.querySelector('main').textContent.includes('Retirée')")
                try await self.bench.picture("retiree", width, browser)
                let complaints = try await browser.console().filter { $0.level == "SEVERE" && !$0.message.contains("favicon") }
                #expect(complaints.isEmpty, "\(complaints.map(\.message))")
            }
        }
    }

    @Test("Without a script: the form, the receipt, and nothing that asks for one")
    func withoutScript() async throws {
        try await Newcomer.with("clerk@commune:00014", at: self.house) { clerk in
            let (person, account) = (try await clerk.signedIn(), try await clerk.account())
            let headers = ["Cookie": person.cookie, "Origin": self.house.url, "Accept": "text/html"]
            let form = try await PlainHTTP.send(.GET, self.house.url + "/mairie/declarer", headers: headers)
            #expect(form.status == 200)
            let hidden = HiddenFields(form.text)
            let fields = [
                "jeton": person.token, "id": try #require(hidden["id"]), "commune": "00014", "lieu": "home", "nature": "other", "jour": "aujourdhui",
                "nombre": "1",
            ]
            let body = fields.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
            for _ in 1...2 {
                let sent = try await PlainHTTP.send(
                    .POST, self.house.url + "/mairie/declarer", body: ("application/x-www-form-urlencoded", body), headers: headers)
                #expect(sent.status == 303, "\(sent.text.prefix(500))")
                let receipt = try await PlainHTTP.send(.GET, self.house.url + (sent.headers.first(name: "Location") ?? ""), headers: headers)
                #expect(receipt.status == 200 && receipt.text.contains("bien arrivée"))
            }
            #expect(try await self.bench.wait(for: ["1 counted"], of: "00014", by: account) == ["1 counted"])
        }
    }

    @Test("A table dropped in is checked row by row, with the place of each error; nothing leaves before it is said so")
    func table() async throws {
        let commune = "00018"
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let (person, account) = (try await clerk.signedIn(), try await clerk.account())
            let headers = ["Cookie": person.cookie, "Origin": self.house.url]
            let model = try await PlainHTTP.send(.GET, self.house.url + "/mairie/modele.csv?commune=\(commune)", headers: headers)
            let lines = model.text.split(whereSeparator: \.isNewline).map(String.init)
            #expect(model.status == 200 && lines.count == 2)
            let cells = try #require(lines.last).split(separator: ";").map(String.init)
            let rows = { (place: String, number: String) in
                [lines[0], "\(cells[0]);\(cells[1]);\(place);\(cells[3]);\(number)", "\(cells[0]);\(cells[1]);Ehpad;\(cells[3]);3"]
            }
            try await ChromeDriver.withSession { browser in
                try await browser.show(width: 768)
                try await browser.become(person, at: self.house)
                try await browser.open(self.house.url + "/mairie/tableau?commune=\(commune)")
                try await browser.wait("the box", until: "document.querySelector('.vigie-drop')")
                try await browser.drop(rows("au pôle Nord", "2").joined(separator: "\r\n"), named: "deces.csv", onto: ".vigie-drop")
                try await browser.wait("the fault", until: "document.querySelector('.vigie-sheet .wrong')")
                #expect(try await browser.text("main").contains("Ligne 2"))
                #expect(try await browser.text(".vigie-sheet .wrong").contains("au pôle Nord"))
                try await self.bench.picture("tableau-faute", 768, browser)
                #expect(try await self.bench.ledger(commune, by: account).isEmpty)
                try await browser.drop(rows("Domicile", "2").joined(separator: "\r\n"), named: "deces.csv", onto: ".vigie-drop")
                try await browser.wait("all are right", until: "/2.lignes vérifiées/.test(document.querySelector('main').textContent)")
                try await self.bench.picture("tableau", 768, browser)
                #expect(try await self.bench.ledger(commune, by: account).isEmpty)
                try await browser.use(.finger, "#mairie button", saying: "Envoyer")
                try await browser.wait("they are taken", until: "/2.lignes reçues/.test(document.querySelector('main').textContent)")
                let both = ["2 counted", "3 counted"]
                #expect(try await self.bench.wait(for: both, of: commune, by: account).sorted() == both)
            }
        }
    }

    @Test("An officer declares for a commune, and the ledger says on whose behalf; what is typed for practice stays in the exercise")
    func others() async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.show(width: 1280)
            try await browser.open("/mairie/?commune=00015", of: self.house, as: .officer)
            try await browser.wait("the application", until: "document.querySelector('[data-key=\"declare\"]')")
            #expect(try await browser.text("main").contains("À la place de la mairie"))
            try await browser.tap("[data-key=\"declare\"]")
            try await browser.tap("label[for=\"lieu-publicSpace\"]")
            try await browser.tap("label[for=\"nature-covidSuspected\"]")
            try await browser.tap("#envoi [type=\"submit\"]")
            try await browser.wait("it is counted", until: "document.querySelector('.vigie-lines .fr-badge')?.textContent.includes('Comptée')")
            try await self.bench.picture("a-la-place", 1280, browser)
            let told = try await self.house.database(
                "ctl", "-c", "SELECT DISTINCT on_behalf FROM aggregation.ledger WHERE commune = '00015' AND account IS NOT NULL")
            #expect(told.trimmingCharacters(in: .whitespacesAndNewlines) == "t" || told.contains("true"))

            try await browser.open(self.house.url + "/mairie/exercice")
            try await browser.wait("the exercise", until: "document.querySelector('[data-key=\"declare\"]')")
            try await self.bench.picture("exercice", 1280, browser)
            #expect(try await browser.text("#exercice").contains("Rien de ce que vous faites ici ne compte"))
            let databases: [String] = try await browser.evaluate("done((await indexedDB.databases()).map(each => each.name));")
            #expect(databases.contains("vigie-mairie-exercice"))
            let real = try await self.house.database("ctl", "-c", "SELECT count(*) FROM aggregation.ledger WHERE commune !~ '^00'")
            try await browser.tap("[data-key=\"declare\"]")
            try await browser.use(.finger, "label[for=\"lieu-home\"]")
            try await browser.use(.finger, "label[for=\"nature-other\"]")
            try await browser.use(.finger, "#envoi [type=\"submit\"]")
            try await browser.wait(
                "it is counted, or asked about",
                until: "document.querySelector('.vigie-lines .fr-badge')?.textContent.includes('Comptée') || document.getElementById('question')")
            try await self.bench.picture("exercice-comptee", 1280, browser)
            #expect(try await self.house.database("ctl", "-c", "SELECT count(*) FROM aggregation.ledger WHERE commune !~ '^00'") == real)
        }
    }

    /// The times that a browser measures of a visit.
    private struct Timing: Decodable {
        let requests: Int
        /// The time until the server's screen is seen, whose links and forms need no script.
        let seen: Double
        /// The time until the application has taken over.
        let milliseconds: Double
        let protocolName: String
    }

    /// Opens the screen as from a bookmark, and returns what it took.
    ///
    /// - Parameter page: the page that was shown before: one that has the same styles, as the one to sign in at has, or a file of the same site
    ///   that loads nothing.
    private func visit(_ browser: BrowserSession, _ address: String, from page: String) async throws -> Timing {
        try await browser.open(address + page)
        let _: Bool = try await browser.evaluate("done(true); setTimeout(() => location.assign(given[0]), 100);", address + "/mairie/")
        try await browser.arrive("the screen", seconds: 60, until: "location.pathname === '/mairie/' && document.querySelector('[data-key=\"declare\"]')")
        return try await browser.evaluate(
            """
            const at = performance.now(), navigation = performance.getEntriesByType('navigation')[0];
            const requests = [navigation, ...performance.getEntriesByType('resource')].filter(each => each.transferSize > 0).length;
            const tell = seen => done({ requests, seen, milliseconds: at, protocolName: navigation.nextHopProtocol });
            new PerformanceObserver(list => {
                for (const each of list.getEntries()) if (each.name === 'first-contentful-paint') tell(each.startTime);
            }).observe({ type: 'paint', buffered: true });
            setTimeout(() => tell(1e9), 5000);
            """)
    }

    /// A visit with the bytes that came over the wire for it, headers included, until nothing more comes.
    private struct Visit {
        let timing: Timing
        let bytes: Int
    }

    /// Returns a browser's first visit and its next one.
    private func visits(
        _ name: String, at address: String, as person: SignedIn, from page: String = "/mairie/manifest.webmanifest", isSlow: Bool, trusting key: String? = nil
    ) async throws -> (first: Visit, later: Visit) {
        let url = try #require(URLComponents(string: address))
        return try await Cable.with(to: try #require(url.port)) { cable in
            let own = "\(url.scheme ?? "http")://127.0.0.1:\(cable.port)"
            return try await ChromeDriver.withSession(trusting: key) { browser in
                try await browser.show(width: 768)
                try await browser.open(own + page)
                try await browser.take(cookie: person.session.name, person.session.value)
                if isSlow { try await browser.slowDown() }
                func visit(_ when: String, _ isOver: String) async throws -> Visit {
                    let before = cable.received
                    let timing = try await self.visit(browser, own, from: page)
                    try await browser.wait("the worker", seconds: 90, until: isOver)
                    var bytes = cable.received - before, last = -1
                    while bytes != last {
                        last = bytes
                        try await Task.sleep(for: .seconds(1))
                        bytes = cable.received - before
                    }
                    print(
                        "  mairie, \(name), \(when): \(bytes) bytes, \(timing.requests) requests by \(timing.protocolName), seen after \(Int(timing.seen)) ms, application after \(Int(timing.milliseconds)) ms"
                    )
                    return Visit(timing: timing, bytes: bytes)
                }
                let first = try await visit("first", "navigator.serviceWorker.controller?.state === 'activated'")
                return (first, try await visit("later", "true"))
            }
        }
    }

    @Test("The first screen is light and later ones lighter, and an old tablet on slow 3G sees it in eight seconds, and again in three")
    func weight() async throws {
        try await Newcomer.with("clerk@commune:00017", at: self.house) { clerk in
            let person = try await clerk.signedIn()
            let fast = try await self.visits("fast", at: self.house.url, as: person, isSlow: false)
            #expect(fast.first.bytes <= 150_000 && fast.later.bytes <= 15_000)
            let slow = try await self.visits("slow", at: self.house.url, as: person, isSlow: true)
            #expect(slow.first.timing.seen < 8_000 && slow.later.timing.milliseconds < 3_000)
        }
    }

    @Test(
        "Over TLS and HTTP/2, as deployed, and from the page to sign in at: usable within eight seconds of slow 3G",
        .enabled(if: PrivateEdge.isInstalled, "HAProxy is not installed"))
    func deployed() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("clerk-tls-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try await Shell.run(
            """
            cd '\(folder.path)' && openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out certificate -days 2 -subj /CN=127.0.0.1 2>/dev/null \
                && cat certificate key >both && openssl x509 -in certificate -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
            """)
        try #require(made.status == 0)
        let port = { (address: String?) in address.flatMap { URLComponents(string: $0)?.port } }
        let ports = { (service: String) in self.house.instances(of: service).compactMap { port(self.house.door(of: $0)) } }
        let asked = (self.house.instances(of: "ingest") + self.house.instances(of: "portal")).compactMap { instance in
            port(self.house.door(of: instance)).flatMap { served in port(self.house.address(of: instance)).map { (served, $0) } }
        }
        try await Newcomer.with("clerk@commune:00022", at: self.house) { clerk in
            let person = try await clerk.signedIn()
            try await PrivateEdge.running(
                ingest: ports("ingest"), portal: ports("portal"), asked: Dictionary(asked) { $1 }, certificate: folder.appendingPathComponent("both").path
            ) { edge in
                let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
                let slow = try await self.visits("slow and deployed", at: edge.url, as: person, from: "/donnees-personnelles", isSlow: true, trusting: key)
                #expect(slow.first.timing.protocolName == "h2")
                #expect(slow.first.timing.seen < 8_000 && slow.later.timing.milliseconds < 3_000)
            }
        }
    }
}
