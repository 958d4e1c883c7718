import Foundation
import Mortality
import Testing

@Suite("Zones of the territories")
struct ZoneTests {
    /// Commune, zone, and its offsets from UTC in winter and summer (tz database).
    static let territories: [(String, String, Int, Int)] = [
        ("56260", "Europe/Paris", 60, 120), ("2A004", "Europe/Paris", 60, 120), ("00001", "Europe/Paris", 60, 120),
        ("97105", "America/Guadeloupe", -240, -240), ("97209", "America/Martinique", -240, -240),
        ("97302", "America/Cayenne", -180, -180), ("97411", "Indian/Reunion", 240, 240),
        ("97502", "America/Miquelon", -180, -120), ("97611", "Indian/Mayotte", 180, 180),
        ("97701", "America/St_Barthelemy", -240, -240), ("97801", "America/Marigot", -240, -240),
        ("98611", "Pacific/Wallis", 720, 720), ("98735", "Pacific/Tahiti", -600, -600),
        ("98731", "Pacific/Marquesas", -570, -570), ("98719", "Pacific/Gambier", -540, -540),
        ("98818", "Pacific/Noumea", 660, 660),
    ]

    @Test("A commune's days begin and end in its own zone", arguments: territories)
    func zones(commune: String, zone: String, winter: Int, summer: Int) throws {
        #expect(try CommuneCode(commune).zone == zone)
        let known = try #require(TimeZone(identifier: zone))
        // 15 January and 15 July 2026, noon UTC.
        #expect(known.secondsFromGMT(for: Date(timeIntervalSince1970: 1_768_478_400)) == winter * 60)
        #expect(known.secondsFromGMT(for: Date(timeIntervalSince1970: 1_784_116_800)) == summer * 60)
    }

    @Test("Every department has a zone that the tz database knows", arguments: DepartmentCode.all)
    func departments(department: DepartmentCode) {
        #expect(TimeZone(identifier: department.zone) != nil)
    }

    @Test("Only the six communes of the Marquesas and the Gambier Islands leave Tahiti's zone")
    func polynesia() throws {
        let communes = try (98_711...98_758).map { try CommuneCode(String($0)) }
        #expect(communes.filter { $0.zone == "Pacific/Marquesas" }.map(\.text) == ["98718", "98723", "98731", "98746", "98756", "98757"])
        #expect(communes.filter { $0.zone == "Pacific/Gambier" }.map(\.text) == ["98719"])
        #expect(communes.filter { $0.zone == "Pacific/Tahiti" }.count == 48 - 7)
        let others = CommuneCode.ofOtherZones(in: try DepartmentCode("987"))
        #expect(others == communes.filter { $0.zone != "Pacific/Tahiti" })
        for department in DepartmentCode.all where department.text != "987" { #expect(CommuneCode.ofOtherZones(in: department).isEmpty, "\(department)") }
    }
}
