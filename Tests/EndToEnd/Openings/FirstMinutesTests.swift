import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The test of the first five minutes of a department's clerks, all at once: from the letter to a declaration that is counted, page by page.
@Suite("Openings: the clerks' first minutes", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(20)))
struct FirstMinutesTests {
    private static let department = "33"
    /// Whether this is the long form, which has 250 clerks in five minutes.
    private static let isLong = ProcessInfo.processInfo.environment["VIGIE_TEST_FAULTS"] == "1"
    private static let clerks = isLong ? 250 : 50
    /// The seconds within which all of them begin, and the most seconds that one looks at a page.
    private static let (arrivals, look) = isLong ? (120.0, 30.0) : (10.0, 4.0)

    private let house: House

    init() throws { self.house = try House.required() }

    @Test("Every one ends with a counted declaration, and no page keeps them waiting")
    func firstMinutes() async throws {
        guard let opened = try await OpenedDepartment.opening(Self.department, at: self.house) else { return }
        // Other tests use letters from the other end of the list.
        let letters = opened.letters.dropFirst(100).prefix(Self.clerks)
        #expect(letters.count == Self.clerks)
        let portal = try #require(self.house.instances(of: "portal").first)
        let door = try #require(self.house.door(of: portal))
        let began = ContinuousClock.now
        let visits = try await withThrowingTaskGroup(of: [Visit].self) { group in
            for (number, letter) in letters.enumerated() {
                group.addTask {
                    try await Task.sleep(for: .seconds(Double.random(in: 0...Self.arrivals)))
                    var clerk = Clerk(door: door, letter: letter, number: number, look: Self.look)
                    return try await clerk.begin()
                }
            }
            return try await group.reduce(into: [Visit]()) { $0 += $1 }
        }
        print("  \(letters.count) clerks have declared and seen it counted within \(ContinuousClock.now - began)")
        for kind in Visit.Kind.allCases {
            let took = visits.filter { $0.kind == kind }.map(\.took).sorted()
            guard let slowest = took.last else { continue }
            print("  \(took.count) \(kind.rawValue): median \(took[took.count / 2]), p99 \(took[took.count * 99 / 100]), slowest \(slowest)")
        }
        let pages = visits.filter { $0.kind == .page }.map(\.took).sorted()
        #expect(pages.count >= Self.clerks * 6)
        #expect(pages[pages.count * 99 / 100] < .milliseconds(300))
    }
}

/// One request of a clerk's browser.
private struct Visit: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case page = "pages"
        case file = "files of pages"
        case password = "passwords set"
        case declaration = "declarations by form"
    }

    let kind: Kind
    let took: Duration
}

/// A clerk of a mairie with the letter in hand, and a browser without scripts that loads what pages name.
private struct Clerk {
    let door: String
    let letter: OpenedDepartment.Letter
    let number: Int
    /// The most seconds that a page is looked at.
    let look: Double

    private var cookie = ""
    private var visits: [Visit] = []

    init(door: String, letter: OpenedDepartment.Letter, number: Int, look: Double) {
        (self.door, self.letter, self.number, self.look) = (door, letter, number, look)
    }

    /// The request is made as the edge hands it on, with an address of its own for each mairie.
    private var headers: [String: String] {
        var headers = [
            "Origin": self.door, "X-Forwarded-For": "198.19.\(self.number / 250).\(self.number % 250 + 1)", "X-Forwarded-Proto": "http",
            "Accept": "text/html",
        ]
        if !self.cookie.isEmpty { headers["Cookie"] = self.cookie }
        return headers
    }

    /// Goes from the letter to the declaration that is counted.
    mutating func begin() async throws -> [Visit] {
        _ = try await self.page("/invitation")
        let redeemed = try await self.timed(.password) { door, headers, letter in
            try await PlainHTTP.send(.POST, door + "/v1/invitations/redeem", json: ["code": letter.code, "password": Newcomer.password()], headers: headers)
        }
        try #require(redeemed.status == 200, "\(self.letter.commune): \(redeemed.text)")
        self.cookie = redeemed.cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        let screen = try await self.page("/mairie/")
        for file in screen.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/) { try await self.file(String(file.1)) }
        try await self.page("/mairie/aide")
        try await self.page("/mairie/exercice")
        let form = HiddenFields(try await self.page("/mairie/declarer"))
        let fields = [
            "jeton": try #require(form["jeton"]), "id": try #require(form["id"]), "commune": self.letter.commune, "lieu": "unknown", "nature": "covidConfirmed",
            "jour": "aujourdhui", "nombre": "1",
        ]
        let body = fields.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let sent = try await self.timed(.declaration) { door, headers, _ in
            try await PlainHTTP.send(.POST, door + "/mairie/declarer", body: ("application/x-www-form-urlencoded", body), headers: headers)
        }
        try #require(sent.status == 303, "\(self.letter.commune): \(sent.status) \(sent.text.suffix(1_500))")
        let receipt = try #require(sent.headers.first(name: "Location"))
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !self.page(receipt, looks: false).contains("Comptée") {
            try #require(.now < deadline, "\(self.letter.commune): the declaration is counted within 20 s")
            try await Task.sleep(for: .milliseconds(500))
        }
        return self.visits
    }

    /// Opens a page, and looks at it.
    @discardableResult
    private mutating func page(_ path: String, looks: Bool = true) async throws -> String {
        let answer = try await self.timed(.page) { door, headers, _ in try await PlainHTTP.send(.GET, door + path, headers: headers) }
        try #require(answer.status == 200, "\(path): \(answer.status)")
        if looks { try await Task.sleep(for: .seconds(Double.random(in: 0.5...self.look))) }
        return answer.text
    }

    private mutating func file(_ path: String) async throws {
        let answer = try await self.timed(.file) { door, headers, _ in try await PlainHTTP.send(.GET, door + path, headers: headers) }
        try #require(answer.status == 200, "\(path): \(answer.status)")
    }

    private mutating func timed(
        _ kind: Visit.Kind, _ ask: (String, [String: String], OpenedDepartment.Letter) async throws -> PlainHTTP.Answer
    ) async throws -> PlainHTTP.Answer {
        let began = ContinuousClock.now
        let answer = try await ask(self.door, self.headers, self.letter)
        self.visits.append(Visit(kind: kind, took: .now - began))
        return answer
    }
}
