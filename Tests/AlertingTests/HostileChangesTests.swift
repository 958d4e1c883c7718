import Contracts
import Formats
import Mortality
import TestBench
import Testing

@testable import Alerting

/// The tests of valid messages with values that nobody would send. Alerting can write and compute with whatever it admits of them.
@Suite struct HostileChangesTests {
    @Test("Changes of counts become columns that PostgreSQL takes", arguments: 0..<2 as Range<UInt64>) func changes(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let day = try CivilDay(iso: "2026-11-20")
        let week = try AlertingWorld.week(endingOn: day, daily: 3)
        let good = try Wire.encode(
            CountsChange(
                department: try DepartmentCode("56"), cells: week.cells, reports: week.reports, committedAt: 1_795_474_800_000_000,
                correlationIDs: ["trace"]
            ).message)
        var written = 0
        for round in 0..<4_000 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let change = try? ChangeReader.read(bytes) else { continue }
            var counts = DepartmentCounts()
            counts.add(cells: change.cells, reports: change.reports)
            let columns = Columns.cells(counts.cells) + Columns.reports(counts.reports)
            #expect(columns.count == 11)
            guard round % 40 == 0 else { continue }
            written += 1
            do {
                _ = try await judge.apply(counts, of: change.department, judging: .moved)
            } catch {
                #expect(DepartmentFault.isOwn(error), "\(error)")
            }
        }
        #expect(written > 5)
    }

    @Test("Triangles of delays never overflow their sums") func triangles() throws {
        var random = SeededGenerator(seed: 4)
        let today = try CivilDay(iso: "2026-11-20")
        var reply = Vigie_V1_ReportingTriangleReply()
        reply.rows = (0...10).map { back in
            var row = Vigie_V1_ReportingRow()
            row.day = today.advanced(by: -back).daysSinceEpoch
            row.first = [Int64](repeating: 3, count: DelayModels.longest + 1)
            row.added = [Int64](repeating: -1, count: DelayModels.longest + 1)
            return row
        }
        let good = try Wire.encode(reply)
        var admitted = 0
        for _ in 0..<5_000 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let reply = try? Wire.decode(Vigie_V1_ReportingTriangleReply.self, from: bytes) else { continue }
            guard (try? reply.rows.forEach { try $0.check() }) != nil else { continue }
            admitted += 1
            _ = DelayWatch.triangle(reply.rows, from: today.advanced(by: -DelayModels.days), through: today)
        }
        #expect(admitted > 100)
    }

    @Test("Deeds upon alerts are admitted or refused, and crash nothing") func deeds() throws {
        var random = SeededGenerator(seed: 5)
        var request = Vigie_V1_AlertActionRequest()
        request.id = .init(repeating: 1, count: 16)
        request.alert = .init(repeating: 2, count: 16)
        request.action = .escalated
        request.level = .red
        request.by = "Permanence SIDPC"
        request.comment = "Appels en cours."
        request.keyID = "0a1b2c3d"
        let good = try Wire.encode(request)
        var admitted = 0
        for _ in 0..<5_000 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let request = try? Wire.decode(Vigie_V1_AlertActionRequest.self, from: bytes) else { continue }
            if (try? RequestedAction(request)) != nil { admitted += 1 }
        }
        #expect((100..<4_900).contains(admitted))
    }
}
