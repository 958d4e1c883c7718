import Contracts
import Foundation
import Mortality
import Testing

@testable import LiveCopies

/// What a copy of the whole nation weighs: 101 departments of 346 communes, each of which tells of each day.
@Suite(.serialized) struct NationMemoryTests {
    private static let communes = 346

    /// Bytes of this process that are in memory.
    private static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * 4_096
    }

    /// One department's window as pages bring it: by commune, then by day, at most 20,000 rows each. Five deaths a day in a thousand
    /// communes.
    private static func load(_ department: DepartmentCode, _ days: [CivilDay], into copy: inout CountsReplica) throws {
        let length = 5 - department.text.utf8.count
        let communes = try (1...Self.communes).map { number in
            let digits = String(number)
            return try CommuneCode(department.text + String(repeating: "0", count: length - digits.utf8.count) + digits)
        }
        let cells = days.flatMap { day in
            (0..<18).map {
                CellCount(commune: communes[($0 * 19 + Int(day.daysSinceEpoch)) % communes.count], day: day, place: .home, cause: .other, deaths: 1, version: 1)
            }
        }
        copy.apply(department: department, cells: cells, reports: [])
        let perPage = 20_000 / days.count
        for start in stride(from: 0, to: communes.count, by: perPage) {
            let reports = communes[start..<min(start + perPage, communes.count)].flatMap { commune in
                days.map { CommuneReport(commune: commune, day: $0, declarations: 1, lastReceivedAt: 1_600_000_000_000_000, version: 1) }
            }
            copy.apply(department: department, cells: [], reports: reports)
        }
    }

    @Test("Sixty days of the nation take less than 70 MB", .timeLimit(.minutes(5)))
    func window() throws {
        let today = try Given.march(20)
        let days = CivilDay.days(from: today.advanced(by: -67), through: today)
        let before = try Self.resident()
        var copy = CountsReplica(since: days[0], olderBytes: 16 << 20)
        let departments = DepartmentCode.all.filter { !$0.isExercise }.prefix(101)
        for department in departments { try Self.load(department, days, into: &copy) }
        let taken = try Self.resident() - before
        var weight = 0
        for department in departments { for day in days { weight += copy.days[department, day]?.weight ?? 0 } }
        print("the nation's window: \(weight >> 20) MiB of counts, \(taken >> 20) MiB resident")
        #expect(departments.count == 101 && copy.deaths(of: departments[0], on: today) == 18)
        #expect(copy.communes(of: departments[100], on: today).count(where: \.value.isReported) == Self.communes)
        #expect(weight < 60 << 20)
        #expect(taken < 70_000_000)

        // Three years of older days, one after the other: no more than the bound of them stays.
        var heaviest = 0
        for back in 1...1_095 {
            let (department, day) = (departments[back % 101], days[0].advanced(by: -back))
            let fetch = copy.days.begin(department, day...day, .whole)
            try Self.load(department, [day], into: &copy)
            copy.days.finish(fetch)
            heaviest = max(heaviest, copy.days.olderWeight)
        }
        for department in departments {
            for back in stride(from: 0, to: 1_095, by: 73) {
                let day = days[0].advanced(by: -back - 1)
                let fetch = copy.days.begin(department, day...day, .whole)
                try Self.load(department, [day], into: &copy)
                copy.days.finish(fetch)
                heaviest = max(heaviest, copy.days.olderWeight)
            }
        }
        let all = try Self.resident() - before
        print("with older days: \(heaviest >> 20) MiB of them at most, \(all >> 20) MiB resident in all")
        #expect(heaviest > 14 << 20 && heaviest <= 16 << 20)
        #expect(all < 100_000_000)
    }
}
