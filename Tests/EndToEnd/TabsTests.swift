import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of several pages in one browser, of links that are pasted into them, and of pages on paper.
@Suite(
    "Pages of one browser", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(5)))
struct TabsTests {
    private let house: House
    private let client: HouseClient

    init() throws {
        house = try House.required()
        client = HouseClient(house: house)
    }

    /// Opens the department's page with the server's pictures, which cost less than six maps.
    private func open(in browser: BrowserSession) async throws {
        try await browser.open("/departements/00?carte=image", of: house, as: .officer)
        try await browser.wait("the map", until: "window.vigie.isReady()")
        try await browser.wait("the live connection", until: "document.getElementById('live').classList.contains('on')")
    }

    /// Returns the tabs that listen for the others.
    private func leaders(_ tabs: [String], _ browser: BrowserSession) async throws -> [String] {
        var leaders: [String] = []
        for tab in tabs {
            try await browser.show(tab)
            if try await browser.evaluate("done(window.vigie.stream().leads);") { leaders.append(tab) }
        }
        return leaders
    }

    /// Declares for a commune and checks that every tab shows it within a few seconds.
    private func declare(_ declaration: Declaration, seenBy tabs: [String], _ browser: BrowserSession) async throws {
        try await browser.show(try #require(tabs.first))
        let before: String = try await browser.evaluate("done(window.vigie.look(given[0]));", declaration.commune)
        let start = ContinuousClock.now
        #expect(try await client.declare(declaration).status == 202)
        for tab in tabs {
            try await browser.show(tab)
            try await browser.wait(
                "the declaration", seconds: 10, until: "window.vigie.look('\(declaration.commune)') !== \(try quoted(before))")
            #expect(try await browser.text("#live") == "En direct")
        }
        print("  \(tabs.count) tabs repainted within \(ContinuousClock.now - start)")
    }

    @Test("Seven pages share one stream; when its page goes, another takes it up")
    func sevenTabs() async throws {
        let silent = try await client.silentCommunes(of: "00", 2)
        let (one, other) = (try #require(silent.communes.first), try #require(silent.communes.last))
        try await ChromeDriver.withSession { browser in
            var tabs = [try await browser.tab()]
            try await open(in: browser)
            for _ in 1..<7 {
                tabs.append(try await browser.openTab())
                try await open(in: browser)
            }
            let leaders = try await leaders(tabs, browser)
            #expect(leaders == [tabs[0]])
            try await declare(Declaration(commune: one.commune, occurredOn: silent.date), seenBy: tabs, browser)

            try await browser.show(tabs.removeFirst())
            try await browser.closeTab()
            var heirs: [String] = []
            let deadline = ContinuousClock.now + .seconds(20)
            while heirs.isEmpty, ContinuousClock.now < deadline { heirs = try await self.leaders(tabs, browser) }
            #expect(heirs.count == 1)
            try await browser.wait("the live connection", until: "document.getElementById('live').classList.contains('on')")
            try await declare(Declaration(commune: other.commune, occurredOn: silent.date), seenBy: tabs, browser)
        }
    }

    @Test("A page says that it is live only while something arrives")
    func silence() async throws {
        try await ChromeDriver.withSession { browser in
            try await open(in: browser)
            // A Portal that is frozen sends nothing and closes no connection.
            let portals = house.instances(of: "portal").compactMap { house.process(of: $0) }
            try #require(!portals.isEmpty)
            for portal in portals { kill(portal, SIGSTOP) }
            defer { for portal in portals { kill(portal, SIGCONT) } }
            try await browser.wait("the doubt", seconds: 55, until: "!document.getElementById('live').classList.contains('on')")
            for portal in portals { kill(portal, SIGCONT) }
            try await browser.wait("the return", seconds: 55, until: "document.getElementById('live').classList.contains('on')")
        }
    }

    @Test("On paper the page is one sheet, with its colours and the whole map")
    func paper() async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.open("/departements/00", of: house, as: .officer)
            try await browser.wait("the map", until: "window.vigie.isReady()")
            try await browser.wait("the figures", until: "document.querySelectorAll('#places tr').length > 0")
            let pdf = try await browser.printed()
            try pdf.write(to: house.keepsake("page-00.pdf"))
            let sheets = String(decoding: pdf, as: UTF8.self).matches(of: /\/Type\s*\/Page[^s]/).count
            #expect(sheets == 1)
            // The picture for paper has as many colours as the map, and reaches from edge to edge.
            struct Picture: Decodable {
                let colours: Int
                let ratio: Double
                let swatches: [String]
            }
            let picture: Picture = try await browser.evaluate(
                """
                window.dispatchEvent(new Event('beforeprint'));
                const paper = document.querySelector('.map-paper'), map = document.querySelector('#map-gl canvas');
                const data = paper.getContext('2d').getImageData(0, 0, paper.width, paper.height).data;
                const colours = new Set();
                for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
                done({ colours: colours.size, ratio: paper.width / paper.height / (map.width / map.height),
                    swatches: [...document.querySelectorAll('#legend .swatch')].map(each => getComputedStyle(each).backgroundColor) });
                """)
            #expect(picture.colours > 2 && abs(picture.ratio - 1) < 0.02)
            #expect(Set(picture.swatches).count > 4)
        }
    }

    @Test("What pages load comes compressed, under a name that never changes")
    func compressed() async throws {
        let page = String(decoding: try await client.get("/connexion").body, as: UTF8.self)
        let names = page.matches(of: /"(\/assets\/[^"]+)"/).map { String($0.1) }
        #expect(names.count > 2)
        for name in names {
            // The client takes gzip and unpacks it unless it is told otherwise.
            let plain = try await client.get(name, headers: ["Accept-Encoding": "identity"])
            #expect(plain.headers.first(name: "content-encoding") == nil && plain.headers.first(name: "vary") == "Accept-Encoding")
            for coding in ["br", "gzip"] {
                let answer = try await client.get(name, headers: ["Accept-Encoding": coding])
                #expect(answer.status == 200 && answer.headers.first(name: "content-encoding") == coding, "\(name)")
                #expect(try #require(answer.headers.first(name: "content-length").flatMap { Int($0) }) < plain.body.count)
                #expect(answer.headers.first(name: "cache-control")?.contains("immutable") == true)
            }
        }
    }

    /// Returns the text as a JavaScript string.
    private func quoted(_ text: String) throws -> String { String(decoding: try JSONEncoder().encode(text), as: UTF8.self) }
}
