import Browser
import Foundation
import TestBench
import Testing

/// The tests of random days of a clerk in a real browser against the whole house: the network is cut, answers are lost, the browser is killed
/// while it writes, Ingest dies, a second tab is open. A model judges: what was shown as kept is counted once, and what may have been kept at
/// most once.
@Suite(
    "The clerk's application on bad days", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(30)))
struct ClerkScheduleTests {
    /// The seeds of the days. The long form has twenty, and VIGIE_TEST_DAYS=5,8 chooses these.
    private static let seeds: [Int] = {
        let environment = ProcessInfo.processInfo.environment
        if let told = environment["VIGIE_TEST_DAYS"] { return told.split(separator: ",").compactMap { Int($0) } }
        return Array(environment["VIGIE_TEST_FAULTS"] == "1" ? 1...20 : 1...3)
    }()

    private let house: House

    init() throws { self.house = try House.required() }

    @Test("Nothing that was kept is lost, and nothing is counted twice", arguments: Self.seeds)
    func schedule(seed: Int) async throws {
        let port = try #require(URLComponents(string: self.house.url)?.port)
        // The browser knows at once of which real commune a device is.
        guard let commune = try await ClerkBench(house: self.house).realCommune(200 + seed) else { return }
        try await Newcomer.with("clerk@commune:\(commune)", at: self.house) { clerk in
            let password = Newcomer.password()
            try await clerk.redeem(password)
            let account = try await clerk.account()
            let profile = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-profile-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: profile) }
            try await Cable.with(to: port) { cable in
                let day = BadDay(house: self.house, cable: cable, profile: profile, seed: UInt64(seed))
                try await day.begin(as: clerk.login, password)
                while try await day.goesOn() {}
                let (kept, perhaps) = await day.ends
                print("  day \(seed): \(await day.told)")
                let bench = ClerkBench(house: self.house)
                let deadline = ContinuousClock.now + .seconds(90)
                var counted: [String] = []
                try await cable.mend()
                cable.loseAnswers(false)
                try await ChromeDriver.withSession(profile: profile) { browser in
                    try await browser.open(cable.url + "/mairie/")
                    // What is unsent is sent while the page is open; everything that was kept must arrive.
                    repeat {
                        try await Task.sleep(for: .milliseconds(500))
                        counted = try await bench.counted(commune, by: account)
                    } while !kept.isSubset(of: counted) && ContinuousClock.now < deadline
                    try await browser.wait(
                        "nothing waits any more", seconds: 60,
                        until:
                            "document.querySelector('[data-key=\"declare\"]') && ![...document.querySelectorAll('.vigie-lines .fr-badge')].some(each => /attente|appareil/.test(each.textContent))"
                    )
                    counted = try await bench.counted(commune, by: account)
                }
                #expect(kept.isSubset(of: counted), "lost: \(kept.subtracting(counted))")
                #expect(Set(counted).count == counted.count, "counted twice: \(counted)")
                #expect(Set(counted).isSubset(of: kept.union(perhaps)), "nobody declared \(Set(counted).subtracting(kept.union(perhaps)))")
            }
        }
    }
}

extension ClerkBench {
    /// Returns which declarations of an account count, each as `place cause`.
    func counted(_ commune: String, by account: String) async throws -> [String] {
        try await self.house.database(
            "ctl", "-c",
            "SELECT place || ' ' || cause FROM aggregation.ledger WHERE commune = '\(commune)' AND account = '\(account)' AND state = 1 ORDER BY seq"
        ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
