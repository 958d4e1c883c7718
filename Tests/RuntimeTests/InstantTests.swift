import Mortality
import Testing

@testable import Runtime

@Suite struct InstantTests {
    private static let edges: [Int64] = [.min, .min + 1, -1_000_001, -1_000_000, -1, 0, 1, 999_999, 1_000_000, .max - 1, .max]

    @Test("No instant, be it none of anybody's, crashes whoever writes or compares it", arguments: edges)
    func extremes(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(instant.text.hasSuffix("Z"))
        #expect(instant.seconds == Int64((Double(microseconds) / 1_000_000).rounded(.down)) || microseconds.magnitude > 1 << 53)
        for other in Self.edges {
            let elapsed = instant.elapsed(since: Instant(microseconds: other))
            #expect(elapsed >= 0 && (elapsed == 0) == (microseconds <= other))
        }
        for zone in ["Europe/Paris", "Pacific/Noumea", "nowhere"] {
            let day = ZoneClock { instant }.today(in: zone)
            #expect((CivilDay.first...CivilDay.last).contains(day))
        }
    }

    @Test func parts() {
        #expect(Instant(microseconds: -1).text == "1969-12-31T23:59:59.999Z")
        #expect(Instant(microseconds: 1_584_273_600_123_456).text == "2020-03-15T12:00:00.123Z")
        #expect(Instant(microseconds: 3).elapsed(since: Instant(microseconds: 1)) == 2_000)
        #expect(Instant(microseconds: .max).elapsed(since: Instant(microseconds: 0)) == .max)
    }
}
