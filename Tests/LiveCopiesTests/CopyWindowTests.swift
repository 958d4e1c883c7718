import Contracts
import Mortality
import Runtime
import Testing

@testable import LiveCopies

@Suite struct CopyWindowTests {
    @Test("The window slides at midnight, and holds sixty days with their sums in every zone")
    func midnight() throws {
        let day = try Given.march(20)
        let clock = { @Sendable (microseconds: Int64) in Instant(microseconds: Int64(day.daysSinceEpoch) * 86_400_000_000 + microseconds) }
        #expect(CopyWindow(now: { clock(-1) }).first == day.advanced(by: -68))
        #expect(CopyWindow(now: { clock(0) }).first == day.advanced(by: -67))
        for zone in ["Pacific/Marquesas", "Europe/Paris", "Pacific/Noumea"] {
            for instant in [clock(0), clock(86_399_999_999)] {
                let today = ZoneClock(now: { instant }).today(in: zone)
                #expect(CopyWindow(now: { instant }).first <= today.advanced(by: -60 - 6), "\(zone)")
            }
        }
    }

    @Test("Its length is a setting", arguments: [("31", true), ("400", true), ("30", false), ("0", false), ("many", false), ("3661", false)])
    func settings(_ text: String, isTaken: Bool) async throws {
        let settings = try await Settings(environment: ["VIGIE_COPY_DAYS": text])
        guard isTaken, let days = Int(text) else {
            #expect(throws: SettingsError.self) { try CopyWindow(settings) }
            return
        }
        let today = CivilDay(unixSeconds: Instant.now.seconds, offsetSeconds: 0)
        #expect([0, 1].contains(try CopyWindow(settings).first.advanced(by: days + 7).distance(to: today)))
        #expect([0, 1].contains(try CopyWindow(try await Settings(environment: [:])).first.advanced(by: 67).distance(to: today)))
    }
}
