import Contracts
import Formats
import Foundation
import Ledger
import Messaging
import Mortality
import Persistence
import Runtime
import TestBench
import Testing
import Threading

@testable import Aggregation
@testable import vigiectl

/// Several aggregators, a real broker, a real PostgreSQL.
@Suite(.timeLimit(.minutes(5))) struct HouseTests {
    /// Declarations with revisions, and what the pure ledger makes of them.
    private static func traffic(seed: UInt64, declarations: Int) throws -> (bodies: [[UInt8]], expected: InMemoryLedger) {
        var random = SeededGenerator(seed: seed)
        let received = Instant.now.microseconds
        let today = CivilDay(unixSeconds: received / 1_000_000, offsetSeconds: 0)
        let reader = SubmissionReader(admission: AdmissionCheck(clock: ZoneClock()))
        var bodies: [[UInt8]] = []
        var submissions: [Submission] = []
        for _ in 0..<declarations {
            let id = Data((0..<16).map { _ in UInt8.random(in: 1...255, using: &random) })
            let commune = ["56260", "56121", "75101", "75056", "2A004", "00001"].randomElement(using: &random) ?? "56260"
            for revision in 1...UInt32.random(in: 1...3, using: &random) {
                var message = Vigie_V1_DeclarationSubmitted()
                message.declaration.commune = commune
                message.declaration.id = id
                message.declaration.revision = revision
                message.declaration.day = today.daysSinceEpoch - Int32.random(in: 1...6, using: &random)
                message.declaration.place = Vigie_V1_Place(rawValue: Int.random(in: 1...6, using: &random)) ?? .home
                message.declaration.cause = Vigie_V1_Cause(rawValue: Int.random(in: 1...4, using: &random)) ?? .other
                message.declaration.deaths = UInt32.random(in: 0...3, using: &random)
                message.declaration.withdrawn = revision == 3 && Bool.random(using: &random)
                message.declaration.reason = revision > 1 ? "corrected" : ""
                message.receivedAtUs = received + Int64.random(in: 0...1_000_000, using: &random)
                message.keyID = "0a1b2c3d"
                message.correlationID = Correlation().text
                let body = try Wire.encode(message)
                bodies.append(body)
                if case .submission(let submission) = reader.read(body) { submissions.append(submission) }
            }
        }
        #expect(submissions.count == bodies.count)
        let expected = BatchPlanPropertyTests.run(submissions, using: &random, reordering: false)
        // Every message twice, in any order.
        return ((bodies + bodies).shuffled(using: &random), expected)
    }

    private static func check(_ ledgers: Ledgers, against expected: InMemoryLedger) async throws {
        #expect(try await ledgers.cells() == expected.livingCells)
        #expect(try await ledgers.reports() == expected.reports)
        #expect(try await ledgers.count("ledger") == expected.rows.count)
        #expect(try await ledgers.count("conflict") == 0)
        #expect(try await ledgers.differences() == [])
    }

    @Test func threeAggregatorsShareTheWorkAndGiveTheSameTotals() async throws {
        let (bodies, expected) = try Self.traffic(seed: 21, declarations: 2_000)
        try await House.open(aggregators: 3) { house in
            try await house.untilConsuming()
            async let published: Void = house.publish(bodies)
            await house.untilHandled(bodies.count)
            try await published
            let handled = house.handled.withLock { $0 }
            #expect(handled.reduce(0, +) >= bodies.count)
            for share in handled { #expect(Double(share) >= 0.2 * Double(bodies.count), "\(handled)") }
            try await Self.check(house.ledgers, against: expected)

            // What was told, highest versions first, is what the tables say.
            let target = try await Self.versions(house.ledgers)
            let deliveries = await house.take(from: Names.Queue.alertingCounts) { Self.isTold(target, by: $0) }
            #expect(Self.told(deliveries).filter { $0.value.deaths != 0 }.mapValues(\.deaths) == expected.livingCells.mapValues { Int($0) })
        }
    }

    private static func versions(_ ledgers: Ledgers) async throws -> [CellKey: UInt64] {
        try await ledgers.pool.query("SELECT commune, day, place, cause, deaths, version FROM aggregation.count_cell").reduce(into: [:]) {
            let cell = try StoredRow.cell($1)
            $0[CellKey(municipality: cell.commune, day: cell.day, place: cell.place, cause: cell.cause)] = cell.version
        }
    }

    private static func told(_ deliveries: [Delivery]) -> [CellKey: CellCount] {
        var told: [CellKey: CellCount] = [:]
        for delivery in deliveries {
            guard let message = try? Wire.decode(Vigie_V1_CountsChanged.self, from: delivery.body), let change = try? CountsChange(message) else { continue }
            for cell in change.cells {
                let key = CellKey(municipality: cell.commune, day: cell.day, place: cell.place, cause: cell.cause)
                if (told[key]?.version ?? 0) < cell.version { told[key] = cell }
            }
        }
        return told
    }

    private static func isTold(_ target: [CellKey: UInt64], by deliveries: [Delivery]) -> Bool {
        let told = Self.told(deliveries)
        return target.allSatisfy { (told[$0.key]?.version ?? 0) >= $0.value }
    }

    @Test func whatIsCommittedAndNotAcknowledgedIsNotCountedTwice() async throws {
        struct Killed: Error {}
        let (bodies, expected) = try Self.traffic(seed: 22, declarations: 500)
        let deaths = Locked(0)
        // The first ten batches "die" between COMMIT and acknowledgement.
        let dies: House.AfterCommit = { _ in
            if deaths.withLock({ count in
                count += 1
                return count
            }) <= 10 {
                throw Killed()
            }
        }
        try await House.open(aggregators: 2, afterCommit: dies) { house in
            try await house.publish(bodies)
            await house.untilHandled(bodies.count)
            #expect(deaths.withLock { $0 } >= 10)
            try await Self.check(house.ledgers, against: expected)
        }
    }

    @Test func aDatabaseThatDiesAndComesBackCostsNothing() async throws {
        let server = try await PrivatePostgreSQL.start()
        let (bodies, expected) = try Self.traffic(seed: 23, declarations: 600)
        let half = bodies.count / 2
        try await House.open(aggregators: 2, database: try await server.makeDatabase()) { house in
            try await house.publish(Array(bodies[..<half]))
            try await server.kill()
            try await house.publish(Array(bodies[half...]))
            try await server.restart()
            await house.untilHandled(bodies.count)
            try await Self.check(house.ledgers, against: expected)
            let dead = try await PrivateRabbitMQ.shared.control(["list_queues", "-q", "-p", house.virtualHost, "name", "messages"])
            #expect(dead.contains("\(Names.Queue.dead(of: Names.Queue.declarations))\t0"))
        }
        try await server.stop()
    }

    @Test(
        "An outage that nobody sees but the batch itself costs a message one delivery a consumer, however often it is tried",
        arguments: ["53100", "57014"])
    func anOutageThatOnlyTheBatchSees(sqlState: String) async throws {
        let (bodies, expected) = try Self.traffic(seed: 26, declarations: 150)
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        try await House.open(aggregators: 2, database: url) { house in
            // As far as the queue is concerned a message delivered three times is a dead letter.
            try await PrivateRabbitMQ.shared.control([
                "set_policy", "-p", house.virtualHost, "--apply-to", "queues", "limit", "^aggregation.declarations$",
                #"{"delivery-limit":3,"dead-letter-exchange":"vigie.dead","dead-letter-routing-key":"aggregation.declarations"}"#,
            ])
            try await house.ledgers.pool.execute(
                """
                CREATE FUNCTION aggregation.played() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'played' USING ERRCODE = '\(sqlState)'; END $$
                """)
            try await house.ledgers.pool.execute(
                "CREATE TRIGGER played BEFORE INSERT ON aggregation.ledger FOR EACH ROW EXECUTE FUNCTION aggregation.played()")
            try await house.untilConsuming()
            try await house.publish(bodies)
            // Six tries and more of each.
            try await Task.sleep(for: .seconds(12))
            #expect(house.handled.withLock { $0 } == [0, 0])
            try await house.ledgers.pool.execute("DROP TRIGGER played ON aggregation.ledger")
            await house.untilHandled(bodies.count)
            try await Self.check(house.ledgers, against: expected)
            let depths = try await PrivateRabbitMQ.shared.control(["list_queues", "-q", "-p", house.virtualHost, "name", "messages"])
            #expect(depths.contains("\(Names.Queue.dead(of: Names.Queue.declarations))\t0"))
            #expect(house.mostDeliveries.withLock { $0 } <= 2, "one a consumer")
        }
    }

    @Test("While the broker blocks who publishes, a letter to bury waits with its batch: nothing is lost, and one delivery is what it costs")
    func aBlockedPublisherWithALetterToBury() async throws {
        let broker = try await PrivateRabbitMQ.start()
        let (bodies, expected) = try Self.traffic(seed: 27, declarations: 60)
        let poison: [[UInt8]] = [[0x0A, 0xFF, 1], [0x0A, 0xFF, 2]]
        try await House.open(aggregators: 1, broker: broker) { house in
            try await broker.control([
                "set_policy", "-p", house.virtualHost, "--apply-to", "queues", "limit", "^aggregation.declarations$",
                #"{"delivery-limit":3,"dead-letter-exchange":"vigie.dead","dead-letter-routing-key":"aggregation.declarations"}"#,
            ])
            try await house.untilConsuming()
            // The ledger waits until the broker blocks, so that the letters have nowhere to go once it is written.
            try await house.ledgers.pool.transaction { transaction in
                try await transaction.execute("LOCK TABLE aggregation.ledger IN ACCESS EXCLUSIVE MODE")
                try await house.publish(bodies + poison)
                try await broker.control(["set_disk_free_limit", "1000000GB"])
            }
            // More than three tries, each of which would be a delivery were it taken from the queue again.
            try await Task.sleep(for: .seconds(15))
            #expect(try await house.ledgers.count("ledger") == expected.rows.count, "what the ledger can hold is in it")
            #expect(try await Self.depths(broker, house)[Names.Queue.dead(of: Names.Queue.declarations)] == 0)
            try await broker.control(["set_disk_free_limit", "50MB"])
            await house.untilHandled(bodies.count + poison.count)
            try await Self.check(house.ledgers, against: expected)
            #expect(house.mostDeliveries.withLock { $0 } <= 1)
            let letters = await house.take(from: Names.Queue.dead(of: Names.Queue.declarations)) { letters in
                poison.allSatisfy { body in letters.contains { $0.body == body } }
            }
            #expect(Set(letters.map(\.body)) == Set(poison), "the letters, and nothing that was good")
        }
        try await broker.stop()
    }

    /// How many messages each queue of the house holds.
    private static func depths(_ broker: PrivateRabbitMQ, _ house: House) async throws -> [String: Int] {
        let text = try await broker.control(["list_queues", "-q", "-p", house.virtualHost, "name", "messages"])
        return text.split(separator: "\n").reduce(into: [:]) { depths, line in
            let parts = line.split(separator: "\t")
            if parts.count == 2 { depths[String(parts[0])] = Int(parts[1]) }
        }
    }

    @Test func anAggregatorThatStartsWhileTheDatabaseIsAwayTakesNothingFromTheQueue() async throws {
        let server = try await PrivatePostgreSQL.start()
        let (bodies, expected) = try Self.traffic(seed: 25, declarations: 100)
        let database = try await server.makeDatabase()
        try await House.open(aggregators: 2, database: database, beforeTheyRun: { try await server.kill() }) { house in
            try await house.publish(bodies)
            try await server.restart()
            await house.untilHandled(bodies.count)
            #expect(house.redelivered.withLock { $0 } == 0, "no delivery was in vain")
            try await Self.check(house.ledgers, against: expected)
        }
        try await server.stop()
    }

    @Test func poisonIsBuriedAndTheRestIsCounted() async throws {
        let (bodies, expected) = try Self.traffic(seed: 24, declarations: 100)
        var all = bodies
        for place in stride(from: 0, to: all.count, by: 10) { all.insert([0x0A, 0xFF, UInt8(place % 251)], at: place) }
        let poison = all.count - bodies.count
        try await House.open(aggregators: 2) { house in
            try await house.publish(all)
            await house.untilHandled(all.count)
            try await Self.check(house.ledgers, against: expected)
            let letters = await house.take(from: Names.Queue.dead(of: Names.Queue.declarations)) { $0.count >= poison }
            #expect(letters.count == poison)
            #expect(letters.allSatisfy { $0.properties.headers[Names.Header.originQueue] == Names.Queue.declarations })
            #expect(letters.allSatisfy { $0.properties.headers[Names.Header.reason]?.isEmpty == false })
        }
    }

    @Test("What others than Ingest publish is buried with their name, once and without an outage; what is sent back counts if Ingest wrote it")
    func forgedDeclarationsAreBuried() async throws {
        let forgers: [BrokerUser] = [.portal, .alerting, .mapRendering, .aggregation]
        func body(_ number: UInt8) throws -> [UInt8] { try SubmissionReaderTests.message { $0.declaration.id[0] = number } }
        try await House.open(aggregators: 1) { house in
            for (number, user) in forgers.enumerated() { try await house.publish([try body(UInt8(number))], as: user) }
            // Who claims that somebody else wrote it is not believed.
            try await house.publish([try body(20)], as: .portal, author: .ingest)
            try await house.publish([try body(21)], as: .vigiectl, author: .portal)
            try await house.publish([try body(30)], as: .vigiectl, author: .ingest)
            try await house.publish([try body(31)])
            await house.untilHandled(forgers.count + 4)
            let letters = await house.take(from: Names.Queue.dead(of: Names.Queue.declarations)) { $0.count >= forgers.count + 2 }
            #expect(
                letters.compactMap { $0.properties.headers[Names.Header.author] }.sorted()
                    == (forgers.map(\.name) + ["portal", "portal"]).sorted())
            #expect(letters.allSatisfy { $0.properties.headers[Names.Header.reason]?.contains("not by ingest") == true })
            // The letter itself is Aggregation's: another's name there would have closed the channel.
            #expect(letters.allSatisfy { $0.properties.userID == "aggregation" })
            #expect(try await house.ledgers.cells().map(\.value).reduce(0, +) == 4)
        }
    }

    @Test("What an Ingest left in the queue that named no user is buried at an upgrade, and counts once vigiectl sends it back")
    func formerDeclarationsCountOnceSentBack() async throws {
        let bodies = try (UInt8(1)...5).map { number in try SubmissionReaderTests.message { $0.declaration.id[0] = number } }
        try await House.open(aggregators: 1) { house in
            try await house.publishNamingNobody(bodies)
            await house.untilHandled(bodies.count)
            #expect(try await house.ledgers.cells().isEmpty)
            let replayed = try await DeadLetterReplay(address: house.address).run(queue: Names.Queue.declarations, limit: 100, patience: .seconds(1))
            #expect(replayed == bodies.count)
            func counted() async throws -> Int { try await house.ledgers.cells().map { Int($0.value) }.reduce(0, +) }
            let end = ContinuousClock.now + .seconds(20)
            while try await counted() < 2 * bodies.count, .now < end { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await counted() == 2 * bodies.count)
        }
    }

    @Test func questionsAreAnsweredWithinTheScope() async throws {
        try await House.open(aggregators: 1) { house in
            try await house.publish([
                try SubmissionReaderTests.message {
                    $0.receivedAtUs = Instant.now.microseconds; $0.mayBackdate = true; $0.declaration.day -= 30
                }
            ])
            await house.untilHandled(1)
            let elsewhere: Scope = .departments([try DepartmentCode("35")])
            try await house.asking(as: .ingest) { client in
                let morbihan: Scope = .departments([try DepartmentCode("56")])
                var status = Vigie_V1_DeclarationStatusRequest()
                status.id = Data(repeating: 9, count: 16)
                #expect(try await client.call(AggregationMethods.declarationStatus, status, scope: morbihan).declarations.map(\.state) == [.counted])
                #expect(try await client.call(AggregationMethods.declarationStatus, status, scope: elsewhere).declarations.isEmpty)

                // What Ingest has no use for it is not told, whatever scope it claims.
                var snapshot = Vigie_V1_CountsSnapshotRequest()
                snapshot.department = "56"
                await #expect { try await client.call(AggregationMethods.countsSnapshot, snapshot, scope: .all) } throws: {
                    ($0 as? RPCFailure)?.status == .denied
                }
            }
            try await house.asking(as: .portal) { client in
                let morbihan: Scope = .departments([try DepartmentCode("56")])
                var snapshot = Vigie_V1_CountsSnapshotRequest()
                snapshot.department = "56"
                let counts = try await client.call(AggregationMethods.countsSnapshot, snapshot, scope: morbihan)
                #expect(counts.cells.map(\.deaths) == [2])
                #expect(counts.reports.map(\.declarations) == [1])

                var recent = Vigie_V1_RecentDeclarationsRequest()
                recent.department = "56"
                #expect(try await client.call(AggregationMethods.recentDeclarations, recent, scope: .all).declarations.count == 1)

                await #expect { try await client.call(AggregationMethods.countsSnapshot, snapshot, scope: elsewhere) } throws: {
                    ($0 as? RPCFailure)?.status == .denied
                }
                await #expect { try await client.call(AggregationMethods.recentDeclarations, recent, scope: .departments([])) } throws: {
                    ($0 as? RPCFailure)?.status == .denied
                }
                snapshot.pageToken = Data("nonsense".utf8)
                await #expect { try await client.call(AggregationMethods.countsSnapshot, snapshot, scope: .all) } throws: {
                    ($0 as? RPCFailure)?.status == .invalid
                }
            }
        }
    }
}
