import Mortality
import Testing

@testable import Runtime

@Suite struct ClockTests {
    @Test("Every instant, be it none of anybody's, falls on a day of the calendar", arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
    func extremes(_ microseconds: Int64) {
        for zone in ["Europe/Paris", "Pacific/Noumea", "nowhere"] {
            let day = ZoneClock { Instant(microseconds: microseconds) }.today(in: zone)
            #expect((CivilDay.first...CivilDay.last).contains(day))
        }
    }

    @Test(arguments: [
        // Half past eleven in the evening, UTC, on 16 March 2020.
        ("Europe/Paris", "2020-03-17"), ("Indian/Reunion", "2020-03-17"), ("America/Martinique", "2020-03-16"), ("Pacific/Noumea", "2020-03-17"),
        ("Pacific/Tahiti", "2020-03-16"), ("Pacific/Marquesas", "2020-03-16"), ("Nowhere/Atlantis", "2020-03-17"),
    ])
    func todayIsTheTerritorys(_ zone: String, _ day: String) throws {
        let clock = ZoneClock { Instant(microseconds: 1_584_401_400_000_000) }
        #expect(clock.today(in: zone) == (try CivilDay(iso: day)))
        #expect(clock.today(in: zone) == (try CivilDay(iso: day)))
    }

    @Test func inSummerParisIsTwoHoursAhead() throws {
        let clock = ZoneClock { Instant(microseconds: 1_592_864_999_000_000) }  // 2020-06-22T22:29:59Z
        #expect(clock.today(in: "Europe/Paris") == (try CivilDay(iso: "2020-06-23")))
    }

    @Test("The night that the clocks change has its days right")
    func daylightSaving() throws {
        let clock = ZoneClock()
        // 2020-03-28T22:59:59Z is 23:59:59 in Paris; a second later is the 29th. In the summer the day begins at 22:00Z.
        #expect(clock.day(of: Instant(microseconds: 1_585_436_399_000_000), in: "Europe/Paris") == (try CivilDay(iso: "2020-03-28")))
        #expect(clock.day(of: Instant(microseconds: 1_585_436_400_000_000), in: "Europe/Paris") == (try CivilDay(iso: "2020-03-29")))
        #expect(clock.day(of: Instant(microseconds: 1_585_519_199_000_000), in: "Europe/Paris") == (try CivilDay(iso: "2020-03-29")))
        #expect(clock.day(of: Instant(microseconds: 1_585_519_200_000_000), in: "Europe/Paris") == (try CivilDay(iso: "2020-03-30")))
    }
}
