import Mortality
import Testing

@Suite("Territories, defence zones and grants")
struct TerritoryTests {
    @Test(
        "Their text reads back",
        arguments: [
            "commune:56260", "commune:2A004", "department:56", "department:2A", "department:00", "region:53", "zone:ouest", "zone:ocean-indien", "nation",
        ])
    func roundTrip(text: String) throws {
        let territory = try Territory(text)
        #expect(territory.text == text)
        #expect(try Territory(territory.text) == territory)
    }

    @Test(
        "What is no territory is refused",
        arguments: [
            "", ":", "nation:", "nation:1", "commune", "commune:", "commune:56", "commune:56000", "department:20", "department:56260", "region:00",
            "region:bretagne", "zone:nowhere", "zone:Ouest", "defenceZone:ouest", "Nation", " nation", "department: 56", "department:56:1",
        ])
    func refused(text: String) {
        #expect(throws: Rejection.self) { try Territory(text) }
    }

    @Test("Each says which departments it is, and which communes lie in it")
    func extent() throws {
        let plescop = try CommuneCode("56260")
        let expected: [(String, Scope, Bool)] = [
            ("commune:56260", .departments([]), true), ("commune:56001", .departments([]), false),
            ("department:56", .departments([try DepartmentCode("56")]), true), ("department:35", .departments([try DepartmentCode("35")]), false),
            ("region:53", .departments(Set(try ["22", "29", "35", "56"].map { try DepartmentCode($0) })), true),
            ("zone:paris", try Territory("region:11").scope, false),
            ("zone:ouest", .departments(Set(DefenceZone.ouest.departments)), true), ("nation", .all, true),
        ]
        for (text, scope, contains) in expected {
            let territory = try Territory(text)
            #expect(territory.scope == scope, "\(text)")
            #expect(territory.contains(plescop) == contains, "\(text)")
        }
    }

    @Test("Every department but Saint-Pierre-et-Miquelon and the exercise belongs to one defence zone")
    func zones() throws {
        for department in DepartmentCode.all {
            let zones = DefenceZone.allCases.filter { $0.departments.contains(department) }
            let isOutside = department.isExercise || department.text == "975"
            #expect(zones.count == (isOutside ? 0 : 1), "\(department)")
            #expect(DefenceZone(of: department) == zones.first)
        }
        let expected: [DefenceZone: (count: Int, some: [String])] = [
            .nord: (5, ["59", "60"]), .ouest: (20, ["14", "29", "35", "37", "44", "45", "56", "72"]), .paris: (8, ["75", "77", "95"]),
            .sudOuest: (12, ["24", "33", "64", "86", "87"]), .sud: (21, ["13", "2A", "2B", "31", "34", "65"]), .sudEst: (12, ["01", "38", "63", "69"]),
            .est: (18, ["08", "21", "67", "90"]), .antilles: (4, ["971", "972", "977", "978"]), .guyane: (1, ["973"]), .oceanIndien: (2, ["974", "976"]),
            .nouvelleCaledonie: (2, ["986", "988"]), .polynesie: (1, ["987"]),
        ]
        #expect(expected.count == DefenceZone.allCases.count)
        for (zone, (count, some)) in expected {
            #expect(zone.departments.count == count, "\(zone)")
            #expect(Set(zone.departments.map(\.text)).isSuperset(of: some), "\(zone)")
            #expect(zone.departments == zone.departments.sorted())
        }
    }

    @Test("A grant reads what the database holds, and says what is wrong with anything else")
    func grants() throws {
        let grant = try Grant(role: "prefecture-officer", territory: "department:56")
        #expect(grant.role == .prefectureOfficer)
        #expect("\(grant)" == "prefecture-officer department:56")
        #expect(throws: Rejection(field: "territory", reason: "the role clerk is held in a territory of kind commune")) {
            try Grant(.clerk, .nation)
        }
        #expect(throws: Rejection(field: "territory", reason: "the role partner-reader is held in a territory of kind department or region or nation")) {
            try Grant(role: "partner-reader", territory: "zone:ouest")
        }
        let error = #expect(throws: Rejection.self) { try Grant(role: "prefet", territory: "nation") }
        #expect(error?.field == "role")
        #expect(throws: Rejection.self) { try Grant(role: "auditor", territory: "nowhere") }
    }

    @Test("Standings have the numbers and words that tables and tokens hold")
    func standings() {
        #expect(Standing.allCases.map { "\($0.rawValue) \($0.number)" } == ["own 1", "on-behalf 2"])
        #expect(Standing(number: 0) == nil && Standing(number: 3) == nil)
    }
}
