import Browser
import Formats
import Foundation
import TestBench
import Testing

/// A day on which everything fails that can. What a clerk does, and what happens meanwhile, is drawn from a seed.
actor BadDay {
    private enum Event: CaseIterable {
        case declare, cut, mend, loseAnswers, ingestDies, secondTab, reload, pause
    }

    private static let places = ["home", "careHome", "healthFacility", "publicSpace", "other", "unknown"]
    private static let causes = ["covidConfirmed", "covidSuspected", "other", "unknown"]

    private let house: House
    private let cable: Cable
    private let profile: URL
    private var generator: SeededGenerator
    /// How often the browser will still be opened.
    private var stretches: Int
    /// The pairs that nobody has declared yet, so that no two declarations are alike: `place cause` as the ledger numbers them.
    private var left: [(place: Int, cause: Int)]
    private var kept: Set<String> = []
    private var perhaps: Set<String> = []
    private var story: [String] = []

    init(house: House, cable: Cable, profile: URL, seed: UInt64) {
        self.house = house
        self.cable = cable
        self.profile = profile
        var generator = SeededGenerator(0xBAD, seed)
        self.stretches = Int.random(in: 2...3, using: &generator)
        let all = (0..<Self.places.count).flatMap { place in (0..<Self.causes.count).map { (place: place, cause: $0) } }
        // Clerks of other tests declare the last place with the first cause for communes of the same department.
        self.left = all.filter { $0.place != Self.places.count - 1 || $0.cause != 0 }.shuffled(using: &generator)
        self.generator = generator
    }

    /// The declarations that were shown as kept, and those over which the browser was killed.
    var ends: (kept: Set<String>, perhaps: Set<String>) { (self.kept, self.perhaps) }
    /// The events of the day, in order.
    var told: String { self.story.joined(separator: ", ") }

    /// Begins the day: all is well, and the clerk signs in.
    func begin(as login: String, _ password: String) async throws {
        try await ChromeDriver.withSession(profile: self.profile) { browser in
            try await browser.show(width: 768)
            try await browser.signIn(at: self.cable.url, login, password)
            try await self.open(browser)
            try await browser.wait("the worker", until: "navigator.serviceWorker.controller?.state === 'activated'")
            try await self.declare(browser)
        }
    }

    /// Opens the browser, uses it for a while, and closes or kills it. It returns whether the day goes on.
    func goesOn() async throws -> Bool {
        self.stretches -= 1
        let events = (0..<Int.random(in: 3...5, using: &self.generator)).map { _ in self.draw() }
        let isKilled = Int.random(in: 0..<3, using: &self.generator) > 0
        self.story.append("opened")
        do {
            try await ChromeDriver.withSession(profile: self.profile) { browser in
                try await browser.show(width: 768)
                try await self.open(browser)
                for event in events { try await self.happens(event, browser) }
                if isKilled { try await self.declareAndDie(browser) }
            }
        } catch  where isKilled && self.isDead {
            // A browser that was killed cannot be closed.
            self.isDead = false
        }
        return self.stretches > 0
    }

    private var isDead = false

    /// Clerks mostly declare.
    private func draw() -> Event { Bool.random(using: &self.generator) ? .declare : Event.allCases.randomElement(using: &self.generator) ?? .declare }

    private func happens(_ event: Event, _ browser: BrowserSession) async throws {
        if event != .declare { self.story.append("\(event)") }
        switch event {
        case .declare: try await self.declare(browser)
        case .cut: await self.cable.cut()
        case .mend:
            self.cable.loseAnswers(false)
            try await self.cable.mend()
        case .loseAnswers: self.cable.loseAnswers(true)
        case .ingestDies: for instance in self.house.instances(of: "ingest") { self.house.kill(instance) }
        case .secondTab:
            _ = try await browser.openTab()
            try await self.open(browser)
        case .reload: try await self.open(browser)
        case .pause: try await Task.sleep(for: .milliseconds(Int.random(in: 500...3_000, using: &self.generator)))
        }
    }

    private func open(_ browser: BrowserSession) async throws {
        try await browser.open(self.cable.url + "/mairie/")
        try await browser.wait("the application", seconds: 60, until: "document.querySelector('[data-key=\"declare\"]')")
    }

    private func fillIn(_ browser: BrowserSession) async throws -> String? {
        guard let one = self.left.popLast() else { return nil }
        try await browser.tap("[data-key=\"declare\"]")
        try await browser.tap("label[for=\"lieu-\(Self.places[one.place])\"]")
        try await browser.tap("label[for=\"nature-\(Self.causes[one.cause])\"]")
        return "\(one.place + 1) \(one.cause + 1)"
    }

    private func declare(_ browser: BrowserSession) async throws {
        let before = try await browser.lines().count
        guard let one = try await self.fillIn(browser) else { return }
        self.perhaps.insert(one)
        try await browser.tap("#envoi [type=\"submit\"]")
        try await browser.wait("it is kept", seconds: 30, until: "document.querySelectorAll('.vigie-lines .vigie-line').length > \(before)")
        self.kept.insert(one)
        self.story.append("declared \(one)")
    }

    /// Kills the browser while it writes, or just after.
    private func declareAndDie(_ browser: BrowserSession) async throws {
        guard let one = try await self.fillIn(browser) else { return }
        self.perhaps.insert(one)
        let _: Bool = try await browser.evaluate(
            "setTimeout(() => document.querySelector('#envoi [type=\"submit\"]').click(), 20); done(true);")
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...120, using: &self.generator)))
        self.isDead = true
        self.story.append("declared \(one) and died")
        ChromeDriver.kill(profile: self.profile)
    }
}
