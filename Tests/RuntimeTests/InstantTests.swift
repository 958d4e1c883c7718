import Mortality
import Testing

@testable import Runtime

@Suite struct InstantTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_584_439_200_123_456, "2020-03-17T10:00:00.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
    ] as [(Int64, String)])
    func isWrittenAsRFC3339(_ microseconds: Int64, _ text: String) {
        #expect(Instant(microseconds: microseconds).text == text)
    }

    @Test func todayIsTheTerritorysOwn() throws {
        let clock = ZoneClock { Instant(microseconds: 1_584_484_200_000_000) }  // 2020-03-17T22:30:00Z
        #expect(clock.today(in: "Europe/Paris").description == "2020-03-17")
        #expect(clock.today(in: "Indian/Reunion").description == "2020-03-18")
        #expect(clock.today(in: "Pacific/Noumea").description == "2020-03-18")
        #expect(clock.today(in: "Pacific/Marquesas").description == "2020-03-17")
        #expect(clock.today(in: "no/such/zone").description == "2020-03-17")
        // In summer Paris is two hours ahead.
        let summer = ZoneClock { Instant(microseconds: 1_592_864_999_000_000) }  // 2020-06-22T22:29:59Z
        #expect(summer.today(in: "Europe/Paris").description == "2020-06-23")
    }
}
