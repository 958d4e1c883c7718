import Mortality
import Formats
import Reference
@testable import vigiectl
import Testing

/// What a replay declares, without sending it.
@Suite struct ReplayScriptTests {
    private static let rhin = try? DepartmentCode("68")

    private func day(_ text: String) throws -> CivilDay { try CivilDay(iso: text) }

    private func ground(_ communes: Int = 40) throws -> ReplayGround {
        var populations: [CommuneCode: Int] = [:]
        for number in 1...communes {
            let digits = String(number)
            populations[try CommuneCode("68" + String(repeating: "0", count: 3 - digits.count) + digits)] = number * number
        }
        return ReplayGround(department: try #require(Self.rhin), populations: populations)
    }

    /// What stands after declarations, as the ledger would have it: of each, the highest revision.
    private func standing(_ declarations: [Declaration]) -> [CivilDay: Int] {
        let latest = declarations.reduce(into: [DeclarationID: Declaration]()) { latest, next in
            if let known = latest[next.id], known.revision > next.revision { return }
            latest[next.id] = next
        }
        return latest.values.reduce(into: [:]) { $0[$1.day, default: 0] += Int($1.deaths.number) }
    }

    @Test("A total is allocated whole, always alike, and more deaths leave the first where they fell")
    func allocation() throws {
        let ground = try self.ground()
        let day = try self.day("2020-03-20")
        var before = [Int](repeating: 0, count: 40)
        for deaths in 0...300 {
            let counts = try ground.allocate(deaths, on: day, seed: 1)
            #expect(counts.reduce(0, +) == deaths)
            #expect(zip(before, counts).allSatisfy { $0 <= $1 })
            before = counts
        }
        #expect(try ground.allocate(300, on: day, seed: 1) == before)
        #expect(try ground.allocate(300, on: day, seed: 2) != before)
        #expect(try ground.allocate(300, on: day.advanced(by: 1), seed: 1) != before)
    }

    @Test("Communes get deaths in proportion to their people")
    func proportion() throws {
        let ground = try self.ground(10)
        let counts = try ground.allocate(38_500, on: self.day("2020-03-20"), seed: 7)
        // 385 shares: the n-th commune has n² of them, each worth 100 deaths. Four standard deviations either way.
        for (place, count) in counts.enumerated() {
            let expected = Double((place + 1) * (place + 1)) * 100
            #expect(abs(Double(count) - expected) < 4 * expected.squareRoot())
        }
    }

    @Test("Nobody can die where nobody lives")
    func empty() throws {
        let ground = ReplayGround(department: try DepartmentCode("55"), populations: [try CommuneCode("55039"): 0])
        #expect(throws: ConsoleError.self) { try ground.allocate(1, on: self.day("2020-03-20"), seed: 1) }
        #expect(try ground.allocate(0, on: self.day("2020-03-20"), seed: 1) == [0])
    }

    @Test("Arrondissements declare through their commune")
    func arrondissements() throws {
        let ground = ReplayGround(
            department: try DepartmentCode("75"), populations: [try CommuneCode("75056"): 10, try CommuneCode("75101"): 5])
        #expect(ground.communes.map(\.text) == ["75056"])
    }

    @Test("Every commune declares each day, those without a death too; ids are different, and the same the next time")
    func whole() throws {
        let ground = try self.ground()
        let department = ground.department
        let days = try self.day("2020-03-01")...self.day("2020-03-10")
        let totals = CivilDay.days(from: days.lowerBound.advanced(by: -3), through: days.upperBound.advanced(by: 3)).enumerated()
            .map { DailyDeaths(place: department, day: $1, deaths: $0) }
        let script = ReplayScript(totals: totals, days: days)
        #expect(script.steps.map(\.day) == CivilDay.days(from: days.lowerBound, through: days.upperBound))
        let play = {
            var book = ReplayBook(grounds: [ground], seed: 3)
            return try script.steps.flatMap { try book.declare($0) }
        }
        let declarations = try play()
        #expect(declarations.count == 10 * 40)
        #expect(declarations.allSatisfy { $0.revision.number == 1 && $0.reason == nil })
        #expect(declarations.allSatisfy { ($0.deaths.number == 0) == ($0.circumstances == nil) })
        #expect(Set(declarations.map(\.id)).count == 400)
        #expect(declarations.allSatisfy { $0.id.bytes[6] >> 4 == 8 && $0.id.bytes[8] >> 6 == 2 })
        #expect(self.standing(declarations) == script.totals[department])
        #expect(try play() == declarations)
    }

    @Test("Vintages become revisions, and at the end the counts are those of the last, whatever rises, falls or is left out")
    func vintages() throws {
        let ground = try self.ground()
        let first = try self.day("2020-03-01")
        var random = SeededGenerator(5)
        for _ in 0..<50 {
            var last: [CivilDay: Int] = [:]
            let vintages = (0..<6).map { number in
                let totals = (0..<12).compactMap { offset -> DailyDeaths<DepartmentCode>? in
                    guard offset < 3 + 2 * number, random.unit() < 0.9 else { return nil }
                    let day = first.advanced(by: offset)
                    last[day] = Int(random.uniform(0...25))
                    return DailyDeaths(place: ground.department, day: day, deaths: last[day] ?? 0)
                }
                return Vintage(published: first.advanced(by: 20 + 7 * number), totals: totals)
            }
            let script = ReplayScript(vintages: vintages.reversed(), days: first...first.advanced(by: 30))
            var book = ReplayBook(grounds: [ground], seed: 3)
            var all: [Declaration] = []
            for step in script.steps {
                let declarations = try book.declare(step)
                #expect(Set(declarations.map(\.id)).count == declarations.count)
                #expect(declarations.allSatisfy { ($0.revision.number > 1) == ($0.reason != nil) })
                all += declarations
            }
            #expect(self.standing(all) == last)
            #expect(script.totals[ground.department] == last)
            // Revisions follow one another without a gap: a correction is never taken for a duplicate.
            for revisions in Dictionary(grouping: all, by: \.id).values {
                #expect(revisions.map { Int($0.revision.number) } == Array(1...revisions.count))
            }
        }
    }

    @Test("A publication that changes nothing is no step; a correction says which publication it follows")
    func corrections() throws {
        let ground = try self.ground(3)
        let day = try self.day("2020-03-20")
        let vintages = try [("2020-03-27", 5), ("2020-04-03", 5), ("2020-04-10", 4)].map { published, deaths in
            Vintage(published: try self.day(published), totals: [DailyDeaths(place: ground.department, day: day, deaths: deaths)])
        }
        let script = ReplayScript(vintages: vintages, days: day...day)
        #expect(script.steps.map(\.day.description) == ["2020-03-27", "2020-04-10"])
        var book = ReplayBook(grounds: [ground], seed: 3)
        #expect(try book.declare(script.steps[0]).count == 3)
        let corrections = try book.declare(script.steps[1])
        #expect(corrections.map(\.revision.number) == [2])
        #expect(corrections.first?.reason?.text == "Publication de l’Insee du 10/04/2020")
    }

    @Test("Real counts by commune are declared as they are; days between without any death are zeros")
    func byCommune() throws {
        let ground = try self.ground(3)
        let (one, two) = (ground.communes[0], ground.communes[2])
        let counts = try [(one, "2020-01-05", 2), (two, "2020-01-05", 1), (one, "2020-01-07", 4), (one, "2020-02-07", 9)].map {
            DailyDeaths(place: $0, day: try self.day($1), deaths: $2)
        }
        let script = ReplayScript(counts: counts, of: [ground.department], days: try self.day("2020-01-01")...self.day("2020-01-31"))
        var book = ReplayBook(grounds: [ground], seed: 3)
        let declarations = try script.steps.flatMap { try book.declare($0) }
        #expect(
            declarations.map { "\($0.commune) \($0.day) \($0.deaths)" } == [
                "68001 2020-01-05 2", "68002 2020-01-05 0", "68003 2020-01-05 1", "68001 2020-01-06 0", "68002 2020-01-06 0",
                "68003 2020-01-06 0", "68001 2020-01-07 4", "68002 2020-01-07 0", "68003 2020-01-07 0",
            ])
    }
}
