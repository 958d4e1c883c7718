import Contracts
import Messaging
import Mortality
import Runtime
import TestBench
import Testing
import Threading

@testable import LiveCopies

/// The live copies on a real broker, with a stand-in for Aggregation and Alerting.
@Suite struct LiveCopyTests {
    @Test("A copy is loaded page by page, then kept up; news that cannot be read stops nothing", .timeLimit(.minutes(2)))
    func counts() async throws {
        let house = try await AnsweringHouse()
        let (vannes, lorient, day, morbihan) = (try Given.vannes, try Given.lorient, try Given.march(1), try Given.morbihan)
        house.pages.withLock { $0 = [Given.cell(vannes, day, 3, version: 5), Given.cell(lorient, day, 4, version: 5)] }
        let (events, signal) = AsyncStream<String>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet,
            departments: { [morbihan, .exercise] },
            onChange: { department, moved in signal.yield("moved \(department) \(moved[day, default: []].map(\.text).sorted())") },
            onSnapshot: { department, _ in signal.yield("snapshot \(department)") })
        #expect(live.absence != nil)
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            // One whose question came before anybody listened is asked for once more, after the other.
            let loaded = [await heard.next(), await heard.next()]
            #expect(Set(loaded) == ["snapshot 56", "snapshot 00"])
            #expect(live.read { $0.deaths(of: morbihan, on: day) } == 7)
            #expect(house.asked.withLock({ $0 }).filter { $0.hasPrefix("56") }.suffix(2) == ["56 0", "56 1"])

            func change(_ cell: CellCount) throws -> [UInt8] {
                try Wire.encode(CountsChange(department: morbihan, cells: [cell], reports: [], committedAt: 0, correlationIDs: []).message)
            }
            let key = Names.RoutingKey.countsChanged("56")
            try await house.publish(key, [0xFF, 0xFF])
            // Instants that are none: such a message crashed whoever subtracted them.
            for instant in [Int64.min, .max, -1] {
                var hostile = CountsChange(
                    department: morbihan, cells: [Given.cell(vannes, day, 77, version: 50)], reports: [], committedAt: 0, correlationIDs: []
                ).message
                hostile.committedAtUs = instant
                try await house.publish(key, try Wire.encode(hostile))
            }
            try await house.publish(key, try change(Given.cell(vannes, day, 99, version: 4)))
            try await house.publish(key, try change(Given.cell(vannes, day, 6, version: 6)))
            #expect(await heard.next() == "moved 56 [\"56260\"]")
            #expect(live.read { $0.deaths(of: morbihan, on: day) } == 10)
            #expect(live.absence == nil)
        }
    }

    @Test("A copy that was cut off is loaded whole again, and serves meanwhile", .timeLimit(.minutes(2)))
    func reconnection() async throws {
        let house = try await AnsweringHouse()
        let (vannes, day, morbihan) = (try Given.vannes, try Given.march(1), try Given.morbihan)
        house.pages.withLock { $0 = [Given.cell(vannes, day, 3, version: 5)] }
        let (events, signal) = AsyncStream<Void>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onSnapshot: { _, _ in signal.yield() })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            await heard.next()
            #expect(live.read { $0.deaths(of: morbihan, on: day) } == 3)
            // What changes while the copy cannot hear is in the next snapshot.
            house.pages.withLock { $0 = [Given.cell(vannes, day, 4, version: 6)] }
            _ = try await PrivateRabbitMQ.shared.control(["close_all_connections", "--vhost", house.virtualHost, "a test"])
            #expect(live.absence == nil)
            await heard.next()
            #expect(live.read { $0.deaths(of: morbihan, on: day) } == 4)
        }
    }

    @Test("A copy of the judgements is loaded, then kept up", .timeLimit(.minutes(2)))
    func assessments() async throws {
        let house = try await AnsweringHouse()
        let (day, morbihan) = (try Given.march(7), try Given.morbihan)
        let (events, signal) = AsyncStream<Set<CivilDay>>.makeStream()
        let live = LiveAssessments(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet, departments: { [morbihan] },
            onChange: { _, moved in signal.yield(Set(moved.keys)) }, onSnapshot: { _, moved in signal.yield(Set(moved.keys)) })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            #expect(await heard.next() == [day])
            #expect(live.read { $0.assessment(of: morbihan, on: day, for: .prefecture)?.expectation?.expected } == 8)
            let change = AlertChange(
                department: morbihan, assessments: [try Given.assessment(day, expected: 12, version: 2)], alerts: [], committedAt: 0)
            try await house.publish(Names.RoutingKey.alertChanged("56"), try Wire.encode(change.message))
            #expect(await heard.next() == [day])
            #expect(live.read { $0.assessment(of: morbihan, on: day, for: .prefecture)?.expectation?.expected } == 12)

            // What a person does to an alert, and a cluster, are news without a judgement.
            let alert = DepartmentAlert(
                id: try AlertID(bytes: Array(repeating: 1, count: 16)), department: morbihan, level: .orange, peakLevel: .orange, firstDay: day,
                lastDay: try Given.march(9), status: .acknowledged, raisedAt: 1, closedAt: nil, explanation: "", version: 2)
            let cluster = DeathCluster(
                department: morbihan, day: try Given.march(10), firstDay: day, communes: [try Given.vannes], observed: 3, expected: 1, score: 1,
                pValue: 0.01, recurrenceDays: 100, areas: 1, leftOut: 0, studyDays: 365, version: 1)
            let news = AlertChange(department: morbihan, assessments: [], alerts: [alert], clusters: [cluster], committedAt: 0)
            try await house.publish(Names.RoutingKey.alertChanged("56"), try Wire.encode(news.message))
            let heardOf = await heard.next()
            #expect(heardOf == [try Given.march(9), try Given.march(10)])
        }
    }

    @Test("A department whose snapshot cannot be read is named, and the others are served; it is tried again", .timeLimit(.minutes(2)))
    func brokenDepartment() async throws {
        let house = try await AnsweringHouse()
        let (lorient, day, morbihan) = (try Given.lorient, try Given.march(1), try Given.morbihan)
        // The Morbihan's page holds a commune of another department.
        let stranger = Given.cell(try CommuneCode("29019"), day, 3, version: 5)
        house.pages.withLock { $0 = [stranger] }
        let (events, signal) = AsyncStream<DepartmentCode>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet,
            departments: { [morbihan, .exercise] },
            onSnapshot: { department, _ in signal.yield(department) })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            #expect(await heard.next() == .exercise)
            while live.absence != nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(live.note?.contains("56 (") == true)
            house.pages.withLock { $0 = [Given.cell(lorient, day, 4, version: 6)] }
            #expect(await heard.next() == morbihan)
            while live.note != nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(live.read { $0.deaths(of: morbihan, on: day) } == 4)
        }
    }

    @Test("A department that is opened later is loaded as well", .timeLimit(.minutes(2)))
    func newcomer() async throws {
        let house = try await AnsweringHouse()
        let morbihan = try Given.morbihan
        let known = Locked<[DepartmentCode]>([.exercise])
        let (events, signal) = AsyncStream<DepartmentCode>.makeStream()
        let live = LiveCounts(
            address: house.address, client: house.client, name: "tests", window: try Given.window(), logger: Given.quiet,
            departments: { known.withLock { $0 } },
            onSnapshot: { department, _ in signal.yield(department) })
        try await house.during({ try await live.run() }) {
            var heard = events.makeAsyncIterator()
            #expect(await heard.next() == .exercise)
            known.withLock { $0.append(morbihan) }
            #expect(await heard.next() == morbihan)
        }
    }

    @Test("Nobody to ask is told at once, and by what name", .timeLimit(.minutes(2)))
    func nobodyThere() async throws {
        let house = try await AnsweringHouse()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.client.run() }
            while house.client.absence != nil { try await Task.sleep(for: .milliseconds(10)) }
            let began = ContinuousClock.now
            let failure = await #expect(throws: RPCFailure.self) {
                try await house.client.call(AlertingMethods.alerts, Vigie_V1_AlertsRequest(), scope: .all, timeout: .seconds(60))
            }
            #expect(failure?.status == .unavailable && failure?.reason.contains("alerting") == true)
            #expect(ContinuousClock.now - began < .seconds(20))
            group.cancelAll()
        }
    }
}
