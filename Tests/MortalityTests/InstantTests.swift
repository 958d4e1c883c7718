import Formats
import Foundation
import Testing

@testable import Mortality

@Suite struct InstantTests {
    static let edges: [Int64] = [.min, .min + 1, -1_000_001, -1_000_000, -1, 0, 1, 999_999, 1_000_000, .max - 1, .max]

    @Test("No instant, be it none of anybody's, crashes whoever writes or compares it", arguments: edges)
    func extremes(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(instant.text.hasSuffix("Z") && instant.textInFull.hasSuffix("Z"))
        #expect(instant.seconds == Int64((Double(microseconds) / 1_000_000).rounded(.down)) || microseconds.magnitude > 1 << 53)
        for other in Self.edges {
            let elapsed = instant.elapsed(since: Instant(microseconds: other))
            #expect(elapsed >= 0 && (elapsed == 0) == (microseconds <= other))
        }
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_584_442_800_000_000, "2020-03-17T11:00:00.000Z"), (1_583_020_799_999_999, "2020-02-29T23:59:59.999Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (-1_000_000, "1969-12-31T23:59:59.000Z"), (1_001, "1970-01-01T00:00:00.001Z"),
        ] as [(Int64, String)])
    func anInstantIsWrittenInUTC(_ microseconds: Int64, _ text: String) {
        #expect(Instant(microseconds: microseconds).text == text)
    }

    @Test(arguments: [(0, 0), (999_999, 0), (1_000_000, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2)] as [(Int64, Int64)])
    func secondsAreRoundedDown(_ microseconds: Int64, _ seconds: Int64) {
        #expect(Instant(microseconds: microseconds).seconds == seconds)
    }

    @Test func parts() {
        #expect(Instant(microseconds: -1).text == "1969-12-31T23:59:59.999Z")
        #expect(Instant(microseconds: 1_584_273_600_123_456).text == "2020-03-15T12:00:00.123Z")
        #expect(Instant(microseconds: 3).elapsed(since: Instant(microseconds: 1)) == 2_000)
        #expect(Instant(microseconds: .max).elapsed(since: Instant(microseconds: 0)) == .max)
    }

    @Test("In full, an instant is written with six digits, as the audit's exports have them")
    func full() {
        let texts: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"), (-1_000_000, "1969-12-31T23:59:59.000000Z"),
            (1_584_442_800_000_007, "2020-03-17T11:00:00.000007Z"), (1_584_442_800_120_000, "2020-03-17T11:00:00.120000Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"), (7_289_654_399_999_999, "2200-12-31T23:59:59.999999Z"),
        ]
        for (microseconds, text) in texts {
            #expect(Instant(microseconds: microseconds).textInFull == text)
            #expect("\(Instant(microseconds: microseconds))" == text)
        }
    }

    @Test("From 1970 to 2200 an instant is written as Foundation's calendar writes it")
    func calendar() {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<20_000 {
            let microseconds = Int64.random(in: 0..<7_289_654_400_000_000, using: &random)
            let whole = Date(timeIntervalSince1970: TimeInterval(microseconds / 1_000_000)).formatted(.iso8601).dropLast()
            let digits = String(String(microseconds % 1_000_000 + 1_000_000).dropFirst())
            #expect(Instant(microseconds: microseconds).textInFull == "\(whole).\(digits)Z")
            #expect(Instant(microseconds: microseconds).text == "\(whole).\(digits.prefix(3))Z")
        }
    }

    @Test("What is written is read again, to the millisecond; nothing else is read")
    func read() {
        for microseconds in [0, 1_584_273_600_123_000, -86_399_999_000, 7_289_654_399_999_000] as [Int64] {
            let instant = Instant(microseconds: microseconds)
            #expect(Instant(rfc3339: instant.text) == instant)
        }
        for text in ["", "2020-03-15", "2020-03-15T12:00:00Z", "2020-02-30T12:00:00.000Z", "2020-03-15T24:00:00.000Z", "2020-03-15T12:00:00.000+01:00"] {
            #expect(Instant(rfc3339: text) == nil, "\(text)")
        }
    }

    @Test("An instant that somebody sends lies in 1970 to 2200", arguments: edges + [7_289_654_399_999_999, 7_289_654_400_000_000])
    func sent(microseconds: Int64) {
        let isAdmitted = microseconds >= 0 && microseconds <= 7_289_654_399_999_999
        #expect((try? Instant(sent: microseconds)) == (isAdmitted ? Instant(microseconds: microseconds) : nil))
    }

    @Test("Time is added and taken off to the microsecond, and no further than there are instants")
    func spans() throws {
        let instant = Instant(microseconds: 1_584_273_600_123_456)
        #expect((instant + .microseconds(1)).microseconds == 1_584_273_600_123_457)
        #expect((instant + .seconds(-2)).microseconds == 1_584_273_598_123_456)
        #expect((instant - .milliseconds(1_500)).microseconds == 1_584_273_598_623_456)
        #expect((instant + .nanoseconds(1_999)).microseconds == 1_584_273_600_123_457)
        #expect(instant + .seconds(3) - instant == .seconds(3) && instant - (instant + .seconds(3)) == .seconds(-3))
        for edge in Self.edges {
            let edge = Instant(microseconds: edge)
            #expect(edge + .seconds(Int64.max) == Instant(microseconds: .max) && edge - .seconds(Int64.max) == Instant(microseconds: .min))
            #expect(edge + .zero == edge && edge - edge == .zero)
        }
        #expect(Instant(microseconds: .max) - Instant(microseconds: .min) == .microseconds(Int64.max) - .microseconds(Int64.min))
        #expect(Instant(beginningOf: try CivilDay(iso: "2020-03-15")) == instant - .seconds(43_200) - .microseconds(123_456))
        #expect(Instant(beginningOf: .first).text == "1900-01-01T00:00:00.000Z")
    }
}
