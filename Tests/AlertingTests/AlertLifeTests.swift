import Contracts
import Formats
import Mortality
import TestBench
import Testing

@testable import Alerting

@Suite struct AlertLifeTests {
    private func day(_ number: Int) throws -> CivilDay { try CivilDay(iso: "2026-03-01").advanced(by: number - 1) }

    private func episode(_ levels: [Level], from number: Int = 1) throws -> Episode? {
        Episode(try levels.enumerated().map { JudgedDay(day: try self.day(number + $0.offset), level: $0.element) })
    }

    @Test func anEpisodeIsTheRunThatEndsWithTheLastJudgedDay() throws {
        #expect(try self.episode([]) == nil)
        #expect(try self.episode([.yellow, .green]) == nil)
        #expect(try self.episode([.unknown]) == nil)
        let episode = try #require(try self.episode([.red, .green, .yellow, .unknown, .orange, .yellow, .unknown]))
        #expect(try episode.firstDay == self.day(3))
        #expect(try episode.lastDay == self.day(6))
        #expect(episode.level == .yellow)
        #expect(episode.peak == .orange)
    }

    @Test func aLongSilenceEndsAnEpisode() throws {
        let days = [JudgedDay(day: try self.day(1), level: .red), JudgedDay(day: try self.day(40), level: .yellow)]
        let episode = try #require(Episode(days))
        #expect(try episode.firstDay == self.day(40))
        #expect(episode.peak == .yellow)
    }

    @Test func aTraceOfAnAlert() throws {
        let department = try DepartmentCode("56")
        var record: AlertRecord?
        func step(_ levels: [Level], _ id: UInt8, _ now: Instant, from: Int = 1) throws -> DepartmentAlert? {
            let next = AlertLife(department: department, previous: record).next(
                episode: try self.episode(levels, from: from), day: try self.day(from + levels.count - 1),
                explanation: "\(levels.last?.rawValue ?? "")", id: try AlertID(bytes: Array(repeating: id, count: 16)), now: now)
            if let next { record = next.record }
            return next?.record.alert
        }
        #expect(try step([.green], 1, 1) == nil)
        let raised = try #require(try step([.green, .yellow], 2, 2))
        #expect(raised.id.bytes == Array(repeating: 2, count: 16))
        #expect(raised.version == 1 && raised.raisedAt == 2 && raised.closedAt == nil)
        #expect(try step([.green, .yellow], 3, 3) == nil)

        let worse = try #require(try step([.green, .yellow, .red], 4, 4))
        #expect(worse.id == raised.id && worse.raisedAt == 2 && worse.version == 2)
        #expect(worse.level == .red && worse.peakLevel == .red)
        let better = try #require(try step([.green, .yellow, .red, .yellow], 5, 5))
        #expect(better.level == .yellow && better.peakLevel == .red && better.version == 3)

        let closed = try #require(try step([.green, .yellow, .red, .yellow, .green], 6, 6))
        #expect(closed.id == raised.id && closed.closedAt == 6 && closed.level == .green && closed.peakLevel == .red)
        #expect(try closed.lastDay == self.day(4))
        #expect(try step([.green, .yellow, .red, .yellow, .green, .green], 7, 7) == nil)

        // A correction takes the green day back, so the alert is the same.
        let reopened = try #require(try step([.green, .yellow, .red, .yellow, .yellow], 8, 8))
        #expect(reopened.id == raised.id && reopened.closedAt == nil && reopened.version == 5)
        _ = try step([.green, .yellow, .red, .yellow, .green], 9, 9)
        // An alert that is raised again within a week is the same; a later one is another.
        let again = try #require(try step([.green, .orange], 10, 10, from: 10))
        #expect(again.id == raised.id && again.closedAt == nil && again.status == .raised)
        #expect(try again.firstDay == self.day(2) && again.lastDay == self.day(11))
        _ = try step([.green, .orange, .green], 11, 11, from: 10)
        let second = try #require(try step([.green, .orange], 12, 12, from: 19))
        #expect(second.id.bytes == Array(repeating: 12, count: 16))
        #expect(second.version == 1)
    }

    @Test(arguments: 1...30) func replayedTracesChangeNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let department = try DepartmentCode("00")
        var levels: [Level] = []
        var record: AlertRecord?
        var open: Set<AlertID> = []
        for round in 0..<60 {
            levels.append(Level.allCases.randomElement(using: &random) ?? .green)
            if Int.random(in: 0..<6, using: &random) == 0 { levels[levels.count - 1] = .green }
            let episode = try self.episode(levels)
            for attempt in 0..<2 {
                let step = AlertLife(department: department, previous: record).next(
                    episode: episode, day: try self.day(levels.count), explanation: "\(round)",
                    id: try AlertID(bytes: Array(repeating: UInt8(round + 1), count: 16)), now: Instant(microseconds: Int64(round)))
                if attempt == 1 { #expect(step == nil) }
                guard let step else { continue }
                let next = step.record.alert
                #expect(next.version == (next.id == record?.alert.id ? (record?.alert.version ?? 0) + 1 : 1))
                #expect(next.firstDay <= next.lastDay)
                #expect(next.peakLevel.severity >= max(1, next.level.severity))
                #expect((next.level == .red) == (next.confirmation != .notNeeded))
                #expect((next.status == .closed) == (next.closedAt != nil))
                record = step.record
            }
            let alert = record?.alert
            // The alert is open exactly while the last known level is raised.
            let last = levels.last { $0 != .unknown }
            #expect((alert.map { $0.closedAt == nil } ?? false) == ((last?.severity ?? 0) > 0))
            if let alert, alert.closedAt == nil { open.insert(alert.id) }
        }
    }
}
