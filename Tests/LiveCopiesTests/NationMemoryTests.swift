import Contracts
import Foundation
import Mortality
import TestBench
import Testing

@testable import LiveCopies

/// What a copy of the whole nation weighs: 96 departments of 365 communes, each of which tells of each day.
@Suite(.serialized) struct NationMemoryTests {
    private static let communes = 365

    /// Bytes of this process that are in memory.
    private static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * 4_096
    }

    /// One department's window as pages bring it: by commune, then by day, at most 20,000 rows each. Five deaths a day in a thousand
    /// communes.
    private static func load(_ department: DepartmentCode, _ days: [CivilDay], into copy: inout CountsReplica) throws {
        let communes = try (1...Self.communes).map { try CommuneCode(department.text + String(String($0 + 1_000).suffix(3))) }
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

    @Test("Sixty days of the nation take less than 70 MB, and older days no more than their bound", .timeLimit(.minutes(5)))
    func window() async throws {
        // In a process of its own: what else the tests keep is not measured.
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let today = try Given.march(20)
            let days = CivilDay.days(from: today.advanced(by: -67), through: today)
            let departments = DepartmentCode.all.filter { !$0.isExercise && $0.isMetropolitan }
            let before = try Self.resident()
            var copy = CountsReplica(since: days[0], olderBytes: 16 << 20)
            for department in departments { try Self.load(department, days, into: &copy) }
            let taken = try Self.resident() - before
            print("the window: \(Double(taken) / 1_000_000) MB")
            #expect(departments.count == 96 && copy.deaths(of: departments[0], on: today) == 18)
            #expect(copy.communes(of: departments[95], on: today).count(where: \.value.isReported) == Self.communes)
            #expect(taken < 70_000_000)

            // Days of three years before, one after the other: no more than the bound of them stays.
            var heaviest = 0
            for back in 1...3_000 {
                let (department, day) = (departments[back % 96], days[0].advanced(by: -(back % 1_095) - 1))
                let fetch = copy.days.begin(department, day...day, .whole)
                try Self.load(department, [day], into: &copy)
                copy.days.finish(fetch)
                heaviest = max(heaviest, copy.days.olderWeight)
            }
            let all = try Self.resident() - before
            print("with older days: \(Double(all) / 1_000_000) MB")
            #expect(heaviest > 14 << 20 && heaviest <= 16 << 20)
            #expect(all < 100_000_000)
        }
        let said = String(decoding: result.standardOutputContent, as: UTF8.self).split(separator: "\n").filter { $0.hasSuffix(" MB") }
        print("35,040 communes, 68 days, each told of: \(said.joined(separator: "; "))")
        #expect(said.count == 2)
    }
}
