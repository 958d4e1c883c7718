import Browser
import Foundation
import TestBench
import Testing

/// The tests of a department's page, in a real browser.
@Suite(
    "The page of a department", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(5)))
struct DepartmentPageTests {
    /// The times that the page measures of one declaration, in milliseconds.
    private struct Repaint: Decodable {
        let status: Int
        let taken: Double
        let repainted: Double
    }

    private let house: House
    private let client: HouseClient

    init() throws {
        house = try House.required()
        client = HouseClient(house: house)
    }

    private func open(_ department: String, query: String = "", in browser: BrowserSession) async throws {
        // The exercise department has an officer of its own; the others are read as the nation.
        try await browser.open("/departements/\(department)\(query)", of: house, as: department == "00" ? .officer : .national)
        try await browser.wait("the map", until: "window.vigie.isReady()")
        try await browser.wait("the live connection", until: "document.getElementById('live').classList.contains('on')")
        try await browser.wait("the list of communes", until: "document.querySelectorAll('#communes tr').length > 0")
    }

    /// Declares from within the page, and measures the time until the commune has another look and the frame was drawn.
    private func declare(_ declaration: Declaration, in browser: BrowserSession) async throws -> Repaint {
        try await browser.evaluate(
            """
            const [declaration, commune, key] = given;
            const look = () => window.vigie.look(commune);
            const before = look();
            let status = 0, taken = 0, repainted = 0, start = 0;
            const tell = () => { if (status && (repainted || status !== 202)) done({ status, taken, repainted }); };
            document.addEventListener('vigie:painted', () => {
                if (repainted || look() === before) return;
                requestAnimationFrame(() => { repainted ||= performance.now() - start; tell(); });
            });
            start = performance.now();
            const answer = await fetch('/v1/declarations', { method: 'POST', body: declaration,
                headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + key } });
            taken = performance.now() - start;
            status = answer.status;
            tell();
            """, try declaration.json, declaration.commune, house.apiKey)
    }

    /// Returns the look of every commune on the map.
    private func looks(_ browser: BrowserSession) async throws -> [String: String] {
        try await browser.evaluate("done(window.vigie.looks());")
    }

    private func expectQuietConsole(_ browser: BrowserSession) async throws {
        let complaints = try await browser.console().filter { $0.level == "SEVERE" && !$0.message.contains("favicon") }
        #expect(complaints.isEmpty, "the page's console complains: \(complaints.map(\.message))")
    }

    @Test("A declaration repaints its commune within a second")
    func repaints() async throws {
        let silent = try await client.silentCommunes(of: "00", 6)
        try #require(silent.communes.count == 6)
        try await ChromeDriver.withSession { browser in
            try await open("00", in: browser)
            var times: [Double] = []
            for commune in silent.communes {
                let repaint = try await declare(
                    Declaration(commune: commune.commune, occurredOn: silent.date), in: browser)
                #expect(repaint.status == 202)
                times.append(repaint.repainted)
            }
            print("  repainted after \(times.map { String(format: "%.0f", $0) }.joined(separator: ", ")) ms")
            #expect(times.sorted()[times.count / 2] < 1000, "half of them within a second")
            #expect(times.max() ?? 0 < 2000, "on a busy machine, none after two")
            try await browser.screenshot().write(to: house.keepsake("page-00.png"))
            try await expectQuietConsole(browser)
        }
    }

    @Test("Totals, places and the last declarations follow")
    func figures() async throws {
        let silent = try await client.silentCommunes(of: "00", 2)
        let (one, other) = (try #require(silent.communes.first), try #require(silent.communes.last))
        try await ChromeDriver.withSession { browser in
            try await open("00", in: browser)
            let before = try await client.department("00")
            #expect(try await browser.text("#deaths") == "\(before.deaths)")
            var declaration = Declaration(commune: one.commune, occurredOn: silent.date)
            declaration.place = "careHome"
            declaration.deaths = 3
            #expect(try await client.declare(declaration).status == 202)
            try await browser.wait("the total", until: "document.getElementById('deaths').textContent.trim() === '\(before.deaths + 3)'")
            try await browser.wait(
                "the last declarations", until: "document.getElementById('recent').textContent.includes('\(one.name.replacing("'", with: "\\'"))')")

            // A zero is a fact: the commune is no longer silent, and its colour is not that of silence.
            let silence = try await looks(browser)[other.commune]
            var nothing = Declaration(commune: other.commune, occurredOn: silent.date)
            (nothing.place, nothing.cause, nothing.deaths) = (nil, nil, 0)
            #expect(try await declare(nothing, in: browser).status == 202)
            #expect(try await looks(browser)[other.commune] != silence)
            #expect(try await browser.text("#deaths") == "\(before.deaths + 3)")
        }
    }

    @Test("The page comes back by itself after the Portal was killed")
    func recovers() async throws {
        let silent = try await client.silentCommunes(of: "00", 1)
        let commune = try #require(silent.communes.first)
        try await ChromeDriver.withSession { browser in
            try await open("00", in: browser)
            let before = try await looks(browser)[commune.commune] ?? ""
            for portal in house.instances(of: "portal") { #expect(house.kill(portal)) }
            try await browser.wait("the loss of the connection", until: "!document.getElementById('live').classList.contains('on')")
            #expect(try await client.declare(Declaration(commune: commune.commune, occurredOn: silent.date)).status == 202)
            try await browser.wait("the return", seconds: 45, until: "document.getElementById('live').classList.contains('on')")
            try await browser.wait(
                "the declaration made meanwhile", until: "window.vigie.look('\(commune.commune)') !== \(quoted(before))")
        }
    }

    @Test("Without WebGL the page shows the server's picture, and repaints it")
    func picture() async throws {
        let silent = try await client.silentCommunes(of: "00", 1)
        let commune = try #require(silent.communes.first)
        try await ChromeDriver.withSession { browser in
            try await open("00", query: "?carte=image", in: browser)
            #expect(try await browser.evaluate("done(window.vigie.kind());") == "picture")
            let repaint = try await declare(Declaration(commune: commune.commune, occurredOn: silent.date), in: browser)
            #expect(repaint.status == 202 && repaint.repainted < 2000)
            try await expectQuietConsole(browser)
        }
    }

    @Test("The page paints in the same classes and colours as the pictures", arguments: ["deaths", "rate", "ratio", "level", "completeness"])
    func classes(_ indicator: String) async throws {
        try await ChromeDriver.withSession { browser in
            try await open("00", in: browser)
            let told: [String] = try await browser.evaluate(
                """
                done(window.vigie.scales[given[0]].classes.map(entry =>
                    [entry.name, entry.lower === Number.MIN_VALUE ? '0+' : entry.lower, entry.pattern ? '' : entry.colour.toUpperCase(), entry.label].join(' ')));
                """, indicator)
            let picture: [String] = try await browser.evaluate(
                """
                const answer = await fetch('/v1/departments/00/map.svg?indicator=' + given[0], { headers: { Authorization: 'Bearer ' + given[1] } });
                const svg = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
                done([...svg.querySelectorAll('.legend-entry')].map(entry => {
                    const fill = entry.querySelector('rect').getAttribute('fill');
                    return [entry.getAttribute('data-class'), entry.getAttribute('data-lower') ?? '', fill.startsWith('url') ? '' : fill.toUpperCase(),
                        entry.querySelector('text').textContent].join(' ');
                }));
                """, indicator, house.apiKey)
            #expect(told == picture)
        }
    }

    @Test(
        "The nation's page shows its departments",
        .enabled(if: House.given?.hasDepartment("56") == true, "needs the official files: VIGIE_DATA names their folder"))
    func france() async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.open("/france", of: house, as: .national)
            try await browser.wait("the departments", until: "document.querySelectorAll('#departments tr').length > 0")
            try await browser.wait("the map", until: "document.querySelector('#map-gl[data-ready], #map svg')")
            #expect(try await browser.text("#departments").contains("Morbihan (56)"))
            try await browser.screenshot().write(to: house.keepsake("page-france.png"))
            try await expectQuietConsole(browser)
        }
    }

    /// There is a map of the nation only where a department of its own is open.
    private static let pages = House.given?.hasDepartment("56") == true ? ["/departements/00", "/france"] : ["/departements/00"]
    @Test("Figures are seen first, with little; nothing is sent twice", arguments: Self.pages)
    func figuresFirst(page: String) async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.open(page, of: house, as: page == "/france" ? .national : .officer)
            try await browser.wait("the map", until: "document.querySelector('#map-gl[data-ready], #map svg')")
            try await Task.sleep(for: .seconds(1))
            let loaded = try await browser.loading()
            print("  \(page): \(loaded.requests) requests, \(loaded.bytes) bytes before the figures are seen")
            #expect(loaded.requests <= 18 && loaded.bytes < 60_000 && !loaded.names.contains { $0.contains("maplibre") })
            #expect(loaded.twice.isEmpty, "\(loaded.twice)")
        }
    }

    @Test("Everybody can use it", .enabled(if: Axe.source != nil, Comment(rawValue: Axe.absence)), arguments: Self.pages)
    func everybodyCanUseIt(page: String) async throws {
        try await ChromeDriver.withSession { browser in
            for (width, isDark) in [(390, false), (1280, false), (390, true), (1280, true)] {
                try await browser.show(width: width, isDark: isDark)
                try await browser.open(page, of: house, as: page == "/france" ? .national : .officer)
                try await browser.wait("the map", until: "document.querySelector('#map-gl[data-ready], #map svg')")
                let report = try await Axe.report(on: browser)
                #expect(report.violations.filter(\.isGrave).isEmpty, "\(page) at \(width)\(isDark ? ", dark" : ""): \(report.violations.filter(\.isGrave))")
                try await browser.showAll(width: width, isDark: isDark)
                try await browser.screenshot().write(
                    to: house.keepsake("page-\(page.split(separator: "/").joined(separator: "-"))-\(width)\(isDark ? "-nuit" : "").png"))
            }
            try await expectQuietConsole(browser)
        }
    }

    @Test("Signed out, a page leads to where people sign in, and back; a key in the address opens nothing")
    func signedOut() async throws {
        try await ChromeDriver.withSession { browser in
            for page in ["/departements/00", "/departements/00#cle=\(house.apiKey)", "/france", "/mairie/", "/comptes", "/"] {
                try await browser.open("\(house.url)\(page)")
                try await browser.arrive("the form", until: "location.pathname === '/connexion' && document.getElementById('identifiant')")
            }
            try await browser.open("/departements/00?date=2020-04-01", of: house, as: .officer)
            #expect(try await browser.evaluate("done(location.pathname + location.search);") == "/departements/00?date=2020-04-01")
        }
    }

    @Test(
        "Vannes, Lorient and Pontivy colour the map of the Morbihan",
        .enabled(if: House.given?.hasDepartment("56") == true, "needs the official files: VIGIE_DATA names their folder"))
    func morbihan() async throws {
        let date = try await client.department("56").date
        let declared = ["56260": 5, "56121": 3, "56178": 1]
        try await ChromeDriver.withSession { browser in
            try await open("56", in: browser)
            let before = try await looks(browser)
            #expect(before.count > 240, "the Morbihan has about 250 communes")
            for (commune, deaths) in declared.sorted(by: { $0.key < $1.key }) {
                let repaint = try await declare(
                    Declaration(commune: commune, occurredOn: date, place: "healthFacility", deaths: deaths), in: browser)
                #expect(repaint.status == 202)
                #expect(repaint.repainted < 2000)
                print("  \(commune) repainted after \(String(format: "%.0f", repaint.repainted)) ms")
            }
            let after = try await looks(browser)
            #expect(Set(after.keys.filter { after[$0] != before[$0] }) == Set(declared.keys))
            try await browser.screenshot().write(to: house.keepsake("page-56.png"))
            let picture = try await client.get("/v1/departments/56/map.png?indicator=deaths&date=\(date)")
            #expect(picture.status == 200)
            #expect(picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            try picture.body.write(to: house.keepsake("map-56.png"))
            try await expectQuietConsole(browser)
        }
    }

    /// Returns the text as a JavaScript string.
    private func quoted(_ text: String) -> String {
        (try? String(decoding: JSONEncoder().encode(text), as: UTF8.self)) ?? "''"
    }
}
