import Cartography
import Mortality
@testable import Reference
import Testing

@Suite struct ExerciseDepartmentTests {
    private func department(_ year: Int, _ month: Int, _ day: Int) throws -> ImportedDepartment {
        try ExerciseDepartment.department(through: try CivilDay(year: year, month: month, day: day))
    }

    @Test("Some 700,000 people in 250 communes, most of them small")
    func people() throws {
        let department = try self.department(2018, 1, 31)
        let sizes = department.communes.compactMap(\.population).sorted()
        #expect(department.communes.count == 250)
        #expect((690_000...710_000).contains(department.population))
        #expect(sizes.reduce(0, +) == department.population)
        #expect(sizes[125] < 2_500 && sizes[249] > 15_000 && sizes[0] >= 40)
        #expect(Set(department.communes.map(\.name)).count == 250)
        #expect(department.communes.map(\.code.text) == (1...250).map { String(100_000 + $0).dropFirst().description })
        #expect(department.communes.allSatisfy { $0.code.department == .exercise && $0.code.zone == "Europe/Paris" && $0.municipality == nil })
    }

    @Test("It lies in the Atlantic, clear of Brittany, and its neighbours are found from the shapes")
    func place() throws {
        let department = try self.department(2018, 1, 1)
        let vertices = try #require(department.outline).polygons.flatMap(\.outside.vertices)
        #expect(vertices.allSatisfy { (-8.5)...(-5.5) ~= $0.longitude && 46.7...48.4 ~= $0.latitude })
        let borders = Neighbours.borders(of: department.communes.compactMap { commune in commune.shape.map { (commune.code, $0) } })
        #expect(borders.count == ExerciseLand(seed: 2020).neighbours.count)
        #expect((500...750).contains(borders.count))
    }

    @Test("Tomorrow's import only adds to today's")
    func stability() throws {
        let today = try self.department(2019, 3, 1), tomorrow = try self.department(2019, 3, 2)
        #expect(today.communes == tomorrow.communes)
        #expect(today.outline == tomorrow.outline)
        #expect(tomorrow.deaths.dropLast() == today.deaths[...])
        #expect(Array(tomorrow.communeDeaths.prefix(today.communeDeaths.count)) == today.communeDeaths)
        #expect(tomorrow.deaths.first?.day == (try CivilDay(year: 2018, month: 1, day: 1)))
        #expect(tomorrow.deaths.count == 426)
    }

    @Test("Communes' deaths add up to the department's, each day, and fall where people live")
    func allocation() throws {
        let department = try self.department(2020, 12, 31)
        var sums: [CivilDay: Int] = [:], places: [CommuneCode: Int] = [:]
        for row in department.communeDeaths {
            #expect(row.deaths > 0)
            sums[row.day, default: 0] += row.deaths
            places[row.place, default: 0] += row.deaths
        }
        #expect(department.deaths.allSatisfy { sums[$0.day, default: 0] == $0.deaths })
        let bySize = department.communes.sorted { ($0.population ?? 0) > ($1.population ?? 0) }
        let largest = bySize.prefix(25).reduce(0) { $0 + places[$1.code, default: 0] }
        let smallest = bySize.suffix(25).reduce(0) { $0 + places[$1.code, default: 0] }
        #expect(largest > 20 * smallest)
    }

    @Test("Winters are deadlier than summers, and days spread slightly wider than Poisson")
    func statistics() throws {
        let history = ExerciseHistory(seed: 2020, population: 700_000)
        let days = CivilDay.days(from: try CivilDay(year: 2018, month: 1, day: 1), through: try CivilDay(year: 2025, month: 12, day: 31))
        let deaths = days.map { (day: $0, deaths: Double(history.deaths($0)), expected: history.expected($0)) }
        let mean = deaths.map(\.deaths).reduce(0, +) / Double(deaths.count)
        #expect((17...20).contains(mean))
        let dispersion = deaths.map { ($0.deaths - $0.expected) * ($0.deaths - $0.expected) / $0.expected }.reduce(0, +) / Double(deaths.count)
        #expect((1.05...1.25).contains(dispersion))
        func average(_ months: Set<Int>) -> Double {
            let chosen = deaths.filter { months.contains($0.day.month) }.map(\.deaths)
            return chosen.reduce(0, +) / Double(chosen.count)
        }
        #expect(average([1, 2]) > 1.2 * average([7, 8]))
    }
}
