import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of the token with which a signed-in clerk's form declares.
@Suite("Accounts: the clerk's token", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(25)))
struct ClerkTokenTests {
    private struct Token: Decodable {
        let token: String
    }

    private let house: House
    private let client: HouseClient

    init() throws {
        self.house = try House.required()
        self.client = HouseClient(house: self.house)
    }

    private func ask(_ person: SignedIn, commune: String) async throws -> PlainHTTP.Answer {
        try await PlainHTTP.send(
            .POST, self.house.url + "/v1/token", json: ["commune": commune],
            headers: ["Cookie": person.cookie, "X-Vigie-Token": person.token, "Origin": self.house.url])
    }

    private func token(_ person: SignedIn, commune: String) async throws -> String {
        let answer = try await self.ask(person, commune: commune)
        guard (200..<300).contains(answer.status) else { throw BrowserError(description: "no token: \(answer.status) \(answer.text)") }
        return try JSONDecoder().decode(Token.self, from: answer.body).token
    }

    private func declare(_ declaration: Declaration, with token: String) async throws -> PlainHTTP.Answer {
        try await PlainHTTP.send(
            .POST, self.house.url + "/v1/declarations", body: ("application/json", try declaration.json), headers: ["Authorization": "Bearer \(token)"])
    }

    private func zero(_ commune: String) async throws -> Declaration {
        var declaration = Declaration(commune: commune, occurredOn: try await self.client.department("00").date)
        (declaration.place, declaration.cause, declaration.deaths) = (nil, nil, 0)
        return declaration
    }

    private func ledger(_ declaration: Declaration) async throws -> String {
        try await self.client.poll(seconds: 20) {
            try await self.house.database("ctl", "-c", "SELECT account || ' ' || on_behalf FROM aggregation.ledger WHERE id = '\(declaration.id)'")
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } until: {
            !$0.isEmpty
        }
    }

    @Test("A clerk declares with it, and the ledger keeps who did; it is worth one commune and nothing else")
    func declares() async throws {
        try await Newcomer.with("clerk@commune:00008", at: self.house) { clerk in
            let person = try await clerk.signedIn()
            let token = try await self.token(person, commune: "00008")
            let declaration = try await self.zero("00008")
            #expect(try await self.declare(declaration, with: token).status == 202)
            #expect(try await self.ledger(declaration) == "\(try await clerk.account()) false")
            // The state of the declaration may be asked with the same token.
            let standing = try await PlainHTTP.send(.GET, "\(self.house.url)/v1/declarations/\(declaration.id)", headers: ["Authorization": "Bearer \(token)"])
            #expect(standing.status == 200)

            #expect(try await self.declare(try await self.zero("00009"), with: token).status == 403)
            #expect(try await self.ask(person, commune: "00009").status == 403)
            for path in ["/v1/departments/00", "/v1/france", "/v1/departments/00/map.png", "/v1/alerts"] {
                let status = try await PlainHTTP.send(.GET, self.house.url + path, headers: ["Authorization": "Bearer \(token)"]).status
                #expect([401, 403].contains(status), "\(path): \(status)")
            }
            // A token with one other letter is refused, and so is the session in place of a token.
            let forged = String(token.dropLast(4)) + (token.hasSuffix("AAAA") ? "BBBB" : "AAAA")
            #expect(try await self.declare(try await self.zero("00008"), with: forged).status == 401)
            #expect(try await self.declare(try await self.zero("00008"), with: person.session.value).status == 401)
            // Without the form token, or from another site, no token is given.
            let stolen = try await PlainHTTP.send(
                .POST, self.house.url + "/v1/token", json: ["commune": "00008"], headers: ["Cookie": person.cookie, "Origin": self.house.url])
            #expect(stolen.status == 403)
            let foreign = try await PlainHTTP.send(
                .POST, self.house.url + "/v1/token", json: ["commune": "00008"],
                headers: ["Cookie": person.cookie, "X-Vigie-Token": person.token, "Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"])
            #expect(foreign.status == 403)
        }
    }

    @Test("An officer declares on behalf of a commune, and the ledger says so")
    func onBehalf() async throws {
        let officer = try await DemoPeople.shared.session("OFFICER", at: self.house)
        let declaration = try await self.zero("00010")
        #expect(try await self.declare(declaration, with: try await self.token(officer, commune: "00010")).status == 202)
        #expect(try await self.ledger(declaration).hasSuffix(" true"))
    }

    @Test("A clerk who is disabled declares no more within 60 s, with a token of before")
    func revoked() async throws {
        try await Newcomer.with("clerk@commune:00011", at: self.house) { clerk in
            let person = try await clerk.signedIn()
            let token = try await self.token(person, commune: "00011")
            #expect(try await self.declare(try await self.zero("00011"), with: token).status == 202)
            try await self.house.console("account", "disable", clerk.login)
            let began = ContinuousClock.now
            let status = try await self.client.poll(seconds: 60) {
                try await self.declare(try await self.zero("00011"), with: token).status
            } until: {
                $0 == 401
            }
            #expect(status == 401)
            print("  a token ended \(ContinuousClock.now - began) after its account")
            // No other token is given within the same minute.
            let next = try await self.client.poll(seconds: 60 - Double((ContinuousClock.now - began).components.seconds)) {
                try await self.ask(person, commune: "00011").status
            } until: {
                $0 == 401
            }
            #expect(next == 401)
        }
    }

    @Test("PostgreSQL is stopped: a signed-in clerk goes on declaring, and all of it is counted afterwards")
    func outage() async throws {
        // The outage is longer than anything is remembered; it lasts fifteen minutes in `./vigie test --faults`.
        let length = Duration.seconds(ProcessInfo.processInfo.environment["VIGIE_TEST_FAULTS"].map { $0.isEmpty ? 70 : 900 } ?? 70)
        try await Newcomer.with("clerk@commune:00012", at: self.house) { clerk in
            let person = try await clerk.signedIn()
            // Portal has seen the session, and Ingest has its key.
            #expect(try await self.declare(try await self.zero("00012"), with: try await self.token(person, commune: "00012")).status == 202)
            var sent: [Declaration] = []
            let template = try await self.zero("00012")
            let end = ContinuousClock.now + length
            try await self.house.database("stop")
            do {
                while .now < end {
                    var declaration = template
                    declaration.id = UUID().uuidString.lowercased()
                    let answer = try await self.declare(declaration, with: try await self.token(person, commune: "00012"))
                    #expect(answer.status == 202, "\(answer.text)")
                    sent.append(declaration)
                    // Only signed tokens work meanwhile: nothing is read, changed or opened.
                    #expect(try await PlainHTTP.send(.GET, self.house.url + "/v1/account", headers: ["Cookie": person.cookie]).status != 401)
                    try await Task.sleep(for: length / 20)
                }
                // The outage lets in nobody who is not known.
                let stranger = SignedIn(session: (person.session.name, String(person.session.value.reversed())), device: nil, token: person.token)
                #expect(try await self.ask(stranger, commune: "00012").status >= 400)
            } catch {
                _ = try? await self.house.database("start")
                throw error
            }
            try await self.house.database("start")
            print("  \(sent.count) declarations were taken while PostgreSQL was stopped for \(length)")
            let account = try await clerk.account()
            for declaration in sent {
                let kept = try await self.client.poll(seconds: 60) {
                    try await self.ledger(declaration)
                } until: {
                    !$0.isEmpty
                }
                #expect(kept == "\(account) false")
            }
            #expect(sent.count >= 15)
        }
    }
}
