import Contracts
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Runtime
import TestBench
import Testing

@testable import Ingest

/// What the scripted publisher plays, played by RabbitMQ: each of its faults is met here once for real.
@Suite("Ingest before a real broker", .timeLimit(.minutes(4)))
struct BrokerTests {
    @Test("202 only when a queue holds the declaration; 503 in time when there is no queue, an alarm, or no broker; and 202 again")
    func faults() async throws {
        let broker = try await PrivateRabbitMQ.start()
        let address = try BrokerAddress(url: broker.amqpURL)
        let publisher = ConfirmedPublisher(address: address, name: "publish", options: Ingest.options, logger: Door.silent)
        let client = RPCClient(address: address, name: "ask", options: Ingest.options, logger: Door.silent)
        let topology = TopologyCheck(administrator: TopologyAdministrator(address: address, name: "check"), logger: Door.silent)
        let readiness = Readiness()
        readiness.require("broker") { publisher.absence ?? topology.absence }
        let door = Door(others: client)
        let routes = try door.routes(publisher: publisher)

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            group.addTask { await client.run() }
            group.addTask { try await topology.run() }
            try await Application(router: routes.router(), logger: Door.silent).test(.router) { http in
                // Connected, but nobody made the exchanges: nothing is taken, and the service says that it is not ready.
                try await Self.eventually { publisher.absence == nil }
                #expect(try await Self.declare(http, door) == .serviceUnavailable)
                #expect(await !readiness.report().isReady)
                // An exchange without a queue: the message is returned.
                try await TopologyAdministrator(address: address, name: "admin").apply(Topology(exchanges: VigieTopology.topology.exchanges))
                try await Self.eventually { publisher.absence == nil }
                #expect(try await Self.declare(http, door) == .serviceUnavailable)
                // All of it.
                try await TopologyAdministrator(address: address, name: "admin").apply(VigieTopology.topology)
                try await Self.eventually { try await Self.declare(http, door) == .accepted }
                try await Self.eventually { await readiness.report().isReady }
                // By a key whose bucket it does not empty: the clock of the door stands still.
                let rows = (0..<1_200).map { _ in Door.declaration(["id": "\"\(UUID().uuidString.lowercased())\""]) }
                let batch = try await http.declare(rows: rows, key: door.everywhere)
                #expect(batch.rows.count { $0["status"] == .integer(202) } == 1_200)
                // The broker counts what waits every few seconds.
                try await Self.eventually { try await Self.waiting(broker) == 1_201 }
                // Nobody answers for the ledger: that is known at once.
                let question = try await http.execute(
                    uri: "/v1/declarations/\(Door.id)", method: .get, headers: Door.headers(door.vannes, type: nil))
                #expect(question.status == .serviceUnavailable)
                // A disk alarm.
                try await broker.control(["set_disk_free_limit", "900GB"])
                try await Self.eventually { try await Self.declare(http, door) == .serviceUnavailable }
                try await broker.control(["set_disk_free_limit", "50MB"])
                try await Self.eventually { try await Self.declare(http, door) == .accepted }
                // Frozen: no confirm comes.
                try await broker.pause()
                #expect(try await Self.declare(http, door) == .serviceUnavailable)
                try await broker.resume()
                try await Self.eventually { try await Self.declare(http, door) == .accepted }
                // Killed, and started again.
                try await broker.kill()
                #expect(try await Self.declare(http, door) == .serviceUnavailable)
                #expect(try await http.declare(rows: [Door.declaration()], key: door.vannes).status == .serviceUnavailable)
                try await broker.restart()
                try await Self.eventually { try await Self.declare(http, door) == .accepted }
                try await Self.eventually { try await Self.waiting(broker) >= 1_204 }
            }
            publisher.stop()
            client.stop()
            group.cancelAll()
        }
        try await broker.stop()
    }

    /// Declares, and answers within five seconds whatever happens.
    private static func declare(_ http: any TestClientProtocol, _ door: Door) async throws -> HTTPResponse.Status {
        let clock = ContinuousClock()
        let start = clock.now
        let status = try await http.declare(Door.declaration(), key: door.vannes).status
        #expect(start.duration(to: clock.now) < .seconds(6), "the answer took too long")
        return status
    }

    /// How many declarations wait in the queue.
    private static func waiting(_ broker: PrivateRabbitMQ) async throws -> Int {
        let queues = try await broker.control(["list_queues", "-q", "name", "messages"])
        let line = queues.split(separator: "\n").first { $0.hasPrefix(Names.Queue.declarations) }
        return line.flatMap { $0.split(separator: "\t").last }.flatMap { Int($0) } ?? -1
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(40)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, "it did not come about in time")
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
