import Contracts
import Messaging
import Mortality
import Runtime
import TestBench
import Testing
import Threading

@testable import LiveCopies

/// Days before the window, on a real broker.
@Suite struct OlderDaysTests {
    private static func change(_ cell: CellCount) throws -> [UInt8] {
        try Wire.encode(CountsChange(department: cell.commune.department, cells: [cell], reports: [], committedAt: 0, correlationIDs: []).message)
    }

    private static func reply(_ cells: [CellCount]) -> Vigie_V1_CountsSnapshotReply {
        var reply = Vigie_V1_CountsSnapshotReply()
        reply.cells = cells.map(\.message)
        return reply
    }

    @Test("An older day is asked for once, then kept up by the same news; a copy that was cut off asks again", .timeLimit(.minutes(2)))
    func askedForOnce() async throws {
        let house = try await AnsweringHouse()
        let (vannes, morbihan, day) = (try Given.vannes, try Given.morbihan, try CivilDay(iso: "2018-03-01"))
        house.older.withLock {
            $0 = { request in
                #expect(request.withoutReports == false && request.reportsByCommune && !request.withCommunes)
                return Self.reply([Given.cell(vannes, day, 3, version: 5)])
            }
        }
        let (events, signal) = AsyncStream<String>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onChange: { _, moved in signal.yield("moved \(moved.keys.sorted())") }, onSnapshot: { _, _ in signal.yield("snapshot") })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            #expect(await heard.next() == "snapshot")
            let wanted = WantedDays(of: [morbihan], day...day).withWeekBefore
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: day) } == nil)
            // Many ask at once.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { try await live.hold(wanted) } }
                try await group.waitForAll()
            }
            #expect(live.readIfHeld(wanted) { $0.deaths7(of: morbihan, endingOn: day) } == 3)
            let asked = { house.asked.withLock { $0.filter { $0.contains("from") } } }
            #expect(Set(asked()) == ["56 from \(day.daysSinceEpoch - 6) to \(day.daysSinceEpoch)"])
            #expect((1...4).contains(asked().count), "those that came after found it held")
            let before = asked().count

            try await house.publish(Names.RoutingKey.countsChanged("56"), try Self.change(Given.cell(vannes, day, 4, version: 6)))
            #expect(await heard.next() == "moved [\(day)]")
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: day) } == 4)
            // A day that nobody holds moves for who looks at it all the same.
            try await house.publish(Names.RoutingKey.countsChanged("56"), try Self.change(Given.cell(vannes, day.advanced(by: -400), 4, version: 6)))
            #expect(await heard.next() == "moved [\(day.advanced(by: -400))]")
            #expect(asked().count == before)

            _ = try await PrivateRabbitMQ.shared.control(["close_all_connections", "--vhost", house.virtualHost, "a test"])
            #expect(await heard.next() == "snapshot")
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: day) } == nil)
        }
    }

    @Test("News that arrive while the answer is under way are not lost behind it", .timeLimit(.minutes(2)))
    func newsDuringTheFetch() async throws {
        let house = try await AnsweringHouse()
        let (vannes, morbihan, day) = (try Given.vannes, try Given.morbihan, try CivilDay(iso: "2018-03-01"))
        let (questions, asked) = AsyncStream<Void>.makeStream()
        let (permits, mayAnswer) = AsyncStream<Void>.makeStream()
        house.older.withLock {
            $0 = { _ in
                // What stands now is read, and sent later.
                let reply = Self.reply([Given.cell(vannes, day, 3, version: 5)])
                asked.yield()
                for await _ in permits { break }
                return reply
            }
        }
        let (events, signal) = AsyncStream<Void>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onChange: { _, _ in signal.yield() }, onSnapshot: { _, _ in signal.yield() })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            await heard.next()
            let wanted = WantedDays(of: [morbihan], day...day)
            async let held: Void = live.hold(wanted)
            for await _ in questions { break }
            try await house.publish(Names.RoutingKey.countsChanged("56"), try Self.change(Given.cell(vannes, day, 7, version: 6)))
            await heard.next()
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: day) } == nil, "half of a day is not held")
            mayAnswer.yield()
            try await held
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: day) } == 7)
        }
    }

    @Test("While nobody answers, older days are unavailable, and not zero; the window serves", .timeLimit(.minutes(2)))
    func nobodyAnswers() async throws {
        let house = try await AnsweringHouse()
        let (vannes, morbihan, day) = (try Given.vannes, try Given.morbihan, try CivilDay(iso: "2018-03-01"))
        let recently = Given.cell(vannes, try Given.march(19), 2)
        house.pages.withLock { $0 = [recently] }
        house.older.withLock { $0 = { _ in throw RPCFailure(.denied, "not you") } }
        let (events, signal) = AsyncStream<String>.makeStream()
        let counts = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onSnapshot: { _, _ in signal.yield("counts") })
        let judged = LiveAssessments(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onSnapshot: { _, _ in signal.yield("judged") })
        let figures = LiveFigures(counts: counts, assessments: judged)
        try await house.during({
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await counts.run() }
                group.addTask { try await judged.run() }
                try await group.waitForAll()
            }
        }) {
            var heard = events.makeAsyncIterator()
            #expect(Set([await heard.next(), await heard.next()]) == ["counts", "judged"])
            let failure = await #expect(throws: RPCFailure.self) {
                try await figures.read(WantedDays(of: [morbihan], day...day)) { counts, _ in counts.deaths(of: morbihan, on: day) }
            }
            #expect(failure?.status == .unavailable && failure?.reason.contains("older days of the counts") == true)
            let recent = try Given.march(20)
            #expect(try await figures.read(WantedDays(of: [morbihan], recent...recent)) { counts, _ in counts.deaths7(of: morbihan, endingOn: recent) } == 2)
            house.older.withLock { $0 = { _ in Self.reply([Given.cell(vannes, day, 3)]) } }
            #expect(try await figures.read(WantedDays(of: [morbihan], day...day)) { counts, _ in counts.deaths(of: morbihan, on: day) } == 3)
        }
    }

    @Test("At midnight a day leaves the window, and is asked for like any other", .timeLimit(.minutes(2)))
    func midnight() async throws {
        let house = try await AnsweringHouse()
        let (vannes, morbihan) = (try Given.vannes, try Given.morbihan)
        let now = Locked(Given.noon(of: try Given.march(20)))
        let window = CopyWindow(days: 3, now: { now.withLock { $0 } })
        let edge = try Given.march(10)
        house.pages.withLock { $0 = [Given.cell(vannes, edge, 2)] }
        house.older.withLock { $0 = { _ in Self.reply([Given.cell(vannes, edge, 5, version: 9)]) } }
        let (events, signal) = AsyncStream<Void>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: window, logger: Given.quiet, departments: { [morbihan] },
            onSnapshot: { _, _ in signal.yield() })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            await heard.next()
            let wanted = WantedDays(of: [morbihan], edge...edge)
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: edge) } == 2)
            let tomorrow = Given.noon(of: try Given.march(21))
            now.withLock { $0 = tomorrow }
            while live.readIfHeld(wanted, { _ in true }) != nil { try await Task.sleep(for: .milliseconds(20)) }
            try await live.hold(wanted)
            #expect(live.readIfHeld(wanted) { $0.deaths(of: morbihan, on: edge) } == 5)
        }
    }
}
