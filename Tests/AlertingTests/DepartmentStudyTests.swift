import Formats
import Judging
import Mortality
import Surveillance
import Testing

@testable import Alerting

/// The tests of the study that is kept in memory, compared with a plain reading of the days.
@Suite struct DepartmentStudyTests {
    private static let communes = (0..<40).compactMap { try? CommuneCode("56" + String(100 + $0)) }
    private func first() throws -> CivilDay { try CivilDay(iso: "2026-01-01") }

    private func day(_ offset: Int, told: [Int], deaths: [Int: Int] = [:], population: Int = 1, revision: Int = 1) throws -> DepartmentStudy.Day {
        DepartmentStudy.Day(
            day: try self.first().advanced(by: offset),
            told: DeclaredDays.Day(
                told: PlaceSet(told), deaths: deaths.sorted { $0.key < $1.key }.map { DeclaredDays.Deaths(place: $0.key, count: $0.value) }),
            population: population, revision: revision)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func itCountsAsADictionaryDoesHoweverItCame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let days = try self.first()...self.first().advanced(by: 199)
        var study = DepartmentStudy(days: days)
        study.update(communes: Array(Self.communes.prefix(10)), days: [])
        var plain: [Int: Set<Int>] = [:]
        var known = 10
        for revision in 1...300 {
            if revision == 150 {
                study.update(communes: Array(Self.communes.dropFirst(10)), days: [])
                known = Self.communes.count
            }
            let offset = Int.random(in: 0..<200, using: &random)
            let told = (0..<known).filter { _ in Bool.random(using: &random) }
            plain[offset] = Set(told)
            study.update(communes: [], days: [try self.day(offset, told: told, revision: revision)])
        }
        #expect(study.revision == 300 && study.communes == Self.communes)
        for _ in 0..<300 {
            let (a, b, number) = (Int.random(in: -5..<205, using: &random), Int.random(in: -5..<205, using: &random), Int.random(in: 0..<40, using: &random))
            let counted = study.reportedDays(
                of: Self.communes[number], from: try self.first().advanced(by: a), through: try self.first().advanced(by: b))
            #expect(counted == (a <= b ? (a...b).count { plain[$0]?.contains(number) ?? false } : 0))
        }
    }

    @Test func whatIsNotKeptIsLeftOut() throws {
        let days = try self.first()...self.first().advanced(by: 9)
        var study = DepartmentStudy(days: days)
        study.update(
            communes: [Self.communes[0]],
            days: [
                try self.day(3, told: [0, 7], deaths: [0: 2, 7: 5], population: 90, revision: 8), try self.day(10, told: [0], revision: 9),
                try self.day(-1, told: [0], revision: 4),
            ])
        #expect(study.revision == 9, "a change of a day that is not kept is known of")
        #expect(try study.population(on: self.first().advanced(by: 3)) == 90)
        #expect(try study.population(on: self.first().advanced(by: 10)) == nil)
        #expect(try study.deaths(on: self.first().advanced(by: 3)) == [DeclaredDays.Deaths(place: 0, count: 2)])
        #expect(try study.reportedDays(of: Self.communes[0], from: self.first().advanced(by: -9), through: self.first().advanced(by: 99)) == 1)
        #expect(try study.reportedDays(of: Self.communes[1], from: self.first(), through: self.first().advanced(by: 9)) == 0)
        // The reports are taken back.
        study.update(communes: [], days: [try self.day(3, told: [], population: 0, revision: 10)])
        #expect(try study.reportedDays(of: Self.communes[0], from: self.first(), through: self.first().advanced(by: 9)) == 0)
        #expect(try study.deaths(on: self.first().advanced(by: 3)).isEmpty)
    }
}

/// The tests of a scan's input, made of studies that are written by hand.
@Suite struct ScanStudyTests {
    private static let length = 60
    private func first() throws -> CivilDay { try CivilDay(iso: "2026-01-01") }
    private func last() throws -> CivilDay { try self.first().advanced(by: Self.length - 1) }

    /// Returns five communes of a department in a row, and one of its neighbour beside them.
    private func territory() throws -> DepartmentTerritory {
        let places = try (0..<6).map { number in
            ScanGround.Place(
                commune: try CommuneCode(number < 5 ? "5610\(number)" : "29001"), isOwn: number < 5, longitude: -3 + 0.01 * Double(number), latitude: 48)
        }
        return DepartmentTerritory(
            department: try DepartmentCode("56"), population: 500, history: DepartmentHistory(days: [:]), shares: [:], ground: ScanGround(places),
            thresholds: LevelThresholds(), budget: FalseAlarmBudget(), names: [:])
    }

    /// Returns studies in which each commune reported of the days that `tells` says, by its number; the neighbour is number 5.
    private func parts(deaths: [Int: [Int: Int]] = [:], tells: (_ commune: Int, _ day: Int) -> Bool) throws -> [DepartmentCode: DepartmentStudy] {
        let days = try ScanStudy.days(endingOn: self.last())
        var (own, other) = (DepartmentStudy(days: days), DepartmentStudy(days: days))
        own.update(communes: try (0..<5).map { try CommuneCode("5610\($0)") }, days: [])
        other.update(communes: [try CommuneCode("29001")], days: [])
        for offset in 0..<Self.length {
            let day = try self.first().advanced(by: offset)
            let told = (0..<5).filter { tells($0, offset) }
            let died = (deaths[offset] ?? [:]).sorted { $0.key < $1.key }
            func one(_ told: [Int], _ deaths: [(key: Int, value: Int)], _ population: Int) -> DepartmentStudy.Day {
                DepartmentStudy.Day(
                    day: day, told: DeclaredDays.Day(told: PlaceSet(told), deaths: deaths.map { DeclaredDays.Deaths(place: $0.key, count: $0.value) }),
                    population: population, revision: offset)
            }
            own.update(communes: [], days: [one(told, died.filter { $0.key < 5 }, 100 * told.count)])
            other.update(communes: [], days: [one(tells(5, offset) ? [0] : [], died.filter { $0.key == 5 }.map { (0, $0.value) }, 0)])
        }
        return [try DepartmentCode("56"): own, try DepartmentCode("29"): other]
    }

    private func input(_ parts: [DepartmentCode: DepartmentStudy], _ day: CivilDay? = nil) throws -> (input: ClusterInput, leftOut: Int)? {
        guard case .input(let input, let leftOut) = ScanStudy(territory: try self.territory(), parts: parts).input(try day ?? self.last()) else { return nil }
        return (input, leftOut)
    }

    @Test func itHoldsWhoDeclaresRegularlyAndTheirDeaths() throws {
        let study = try #require(try self.input(try self.parts(deaths: [0: [4: 1, 0: 2], 59: [5: 3], 7: [2: 9]]) { commune, _ in commune != 2 }))
        #expect(study.leftOut == 1 && study.input.own == 4 && study.input.days == Self.length)
        #expect(study.input.communes.map(\.text) == ["56100", "56101", "56103", "56104", "29001"])
        #expect(try study.input.firstDay == self.first() && study.input.day == self.last())
        // The entries are ordered by day and then by commune, without the commune that declares seldom.
        #expect(
            study.input.entries == [
                ClusterInput.Entry(day: 0, area: 0, deaths: 2), ClusterInput.Entry(day: 0, area: 3, deaths: 1), ClusterInput.Entry(day: 59, area: 4, deaths: 3),
            ])
    }

    @Test func itEndsWithTheLastCompleteDayAndBeginsWithHalfOfThePeople() throws {
        let late = try #require(try self.input(try self.parts { commune, day in day < 57 || commune == 0 }))
        #expect(try late.input.day == self.first().advanced(by: 56))
        #expect(try self.input(try self.parts { commune, day in day < 50 || commune == 0 }) == nil, "for more than a week most are silent")
        let begun = try #require(try self.input(try self.parts { commune, day in day >= 10 || commune < 2 }))
        #expect(try begun.input.firstDay == self.first().advanced(by: 10) && begun.input.days == 50)
        #expect(try self.input(try self.parts { _, day in day >= 40 }) == nil, "three weeks are too short")
    }

    @Test func whoBeginsOrFallsSilentIsLeftOut() throws {
        let study = try #require(try self.input(try self.parts { commune, day in commune == 1 ? day >= 40 : commune == 3 ? day < 44 || day == 59 : true }))
        #expect(study.leftOut == 2 && study.input.communes.map(\.text) == ["56100", "56102", "56104", "29001"])
        let alone = try self.parts { commune, _ in commune == 0 }
        #expect(try self.input(alone) == nil, "one commune is no land")
    }

    @Test func whatIsAbsentIsSaidInFrench() throws {
        guard case .absent(let why) = ScanStudy(territory: .unknown(try DepartmentCode("56")), parts: [:]).input(try self.last()) else {
            Issue.record("nothing should have been found")
            return
        }
        #expect(why == "Les coordonnées des communes ne sont pas connues.")
        guard case .absent(let short) = ScanStudy(territory: try self.territory(), parts: [:]).input(try self.last()) else {
            Issue.record("nothing should have been found")
            return
        }
        #expect(short.hasPrefix("Il faut 28 jours déclarés"))
    }
}
