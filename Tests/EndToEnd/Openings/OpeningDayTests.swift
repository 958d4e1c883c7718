import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The test of the day on which a department opens: its mairies redeem their letters' codes while declarations come.
@Suite("Openings: the first day", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(20)))
struct OpeningDayTests {
    private static let department = "33"
    /// Whether this is the long form, which takes ten minutes, with 250 mairies and 200 declarations a second.
    private static let isLong = ProcessInfo.processInfo.environment["VIGIE_TEST_FAULTS"] == "1"
    private static let mairies = isLong ? 250 : 60
    private static let length = Duration.seconds(isLong ? 600 : 30)
    private static let pace = Duration.milliseconds(isLong ? 5 : 20)

    private let house: House
    private let client: HouseClient

    init() throws {
        self.house = try House.required()
        self.client = HouseClient(house: self.house)
    }

    @Test("Mairies redeem their codes and declare first, while declarations come: nothing is refused, nothing is slow")
    func firstDay() async throws {
        guard let opened = try await OpenedDepartment.opening(Self.department, at: self.house) else { return }
        let chosen = opened.letters.suffix(Self.mairies)
        #expect(chosen.count == Self.mairies)

        async let declared = self.client.declareMeanwhile(for: Self.length, each: Self.pace)
        let redeemed = try await withThrowingTaskGroup(of: Duration.self) { group in
            for (number, letter) in chosen.enumerated() {
                group.addTask { try await self.begin(commune: letter.commune, code: letter.code, from: "198.18.\(number / 250).\(number % 250 + 1)") }
                try await Task.sleep(for: Self.length / Self.mairies)
            }
            return try await group.reduce(into: [Duration]()) { $0.append($1) }.sorted()
        }
        let declarations = try await declared
        let (slowest, p99) = (redeemed[redeemed.count - 1], declarations[declarations.count * 99 / 100])
        print("  \(redeemed.count) codes redeemed, the slowest in \(slowest); \(declarations.count) declarations meanwhile, p99 \(p99)")
        #expect(slowest < .seconds(3))
        #expect(p99 < .milliseconds(250))
    }

    /// Goes from the letter to the first declaration, as the letter says, and returns how long the redemption of the code took.
    private func begin(commune: String, code: String, from address: String) async throws -> Duration {
        let portal = try #require(self.house.instances(of: "portal").first)
        // The request is made as the edge hands it on, with an address of its own for each mairie.
        let door = try #require(self.house.door(of: portal))
        let headers = ["Origin": door, "X-Forwarded-For": address, "X-Forwarded-Proto": "http"]
        let began = ContinuousClock.now
        let answer = try await PlainHTTP.send(
            .POST, door + "/v1/invitations/redeem", json: ["code": code, "password": Newcomer.password()], headers: headers)
        let took = ContinuousClock.now - began
        #expect(answer.status == 200, "\(commune): \(answer.text)")
        let session = answer.cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        let form = try #require(answer.text.firstMatch(of: /"formToken":"([^"]+)"/)).1
        let asked = try await PlainHTTP.send(
            .POST, door + "/v1/token", json: ["commune": commune],
            headers: headers.merging(["Cookie": session, "X-Vigie-Token": String(form)]) { $1 })
        #expect(asked.status == 200, "\(commune): \(asked.text)")
        let token = try #require(asked.text.firstMatch(of: /"token":"([^"]+)"/)).1
        let today = try await self.client.department(Self.department).date
        let declaration = #"{"id":"\#(UUID().uuidString.lowercased())","revision":1,"commune":"\#(commune)","occurredOn":"\#(today)","deaths":0}"#
        let declared = try await PlainHTTP.send(
            .POST, self.house.url + "/v1/declarations", body: ("application/json", declaration), headers: ["Authorization": "Bearer \(token)"])
        #expect(declared.status == 202, "\(commune): \(declared.text)")
        return took
    }
}
