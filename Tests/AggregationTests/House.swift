import Contracts
import Foundation
import Logging
import Messaging
import Mortality
import Persistence
import Runtime
import Schema
import TestBench
import Threading

@testable import Aggregation

/// Some aggregators on one queue of a broker and one ledger, with a client that publishes declarations.
final class House: Sendable {
    let ledgers: Ledgers
    let address: BrokerAddress
    private let broker: PrivateRabbitMQ
    private let url: String
    /// The broker's name for where all this takes place.
    let virtualHost: String
    let publisher: ConfirmedPublisher
    /// How many messages each aggregator has handled.
    let handled: Locked<[Int]>
    /// How many of these the broker had delivered before.
    let redelivered = Locked(0)
    /// How often the broker had delivered one of them before, at most.
    let mostDeliveries = Locked(0)
    /// The messages that were handled, by their identifiers: in an outage one is handled from memory, then comes again.
    private let seen = Locked<Set<String>>([])
    private let assemblies: [Assembly]
    private let progress: AsyncStream<Int>
    private let progressContinuation: AsyncStream<Int>.Continuation
    private let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    /// Called with an aggregator's number once a batch is committed, before it is acknowledged.
    typealias AfterCommit = @Sendable (Int) throws -> Void

    private init(aggregators: Int, database: String, broker: PrivateRabbitMQ) async throws {
        self.ledgers = try Ledgers(url: database)
        try await SchemaInstaller(pool: self.ledgers.pool).install()
        try await self.ledgers.addCommunes(["56260", "56121", "75101", "75056", "2A004", "00001"])
        let url = try await broker.makeVirtualHost()
        self.address = try BrokerAddress(url: url)
        self.broker = broker
        self.url = url
        self.virtualHost = url.split(separator: "/").last.map(String.init) ?? "/"
        try await TopologyAdministrator(address: self.address, name: "tests").apply(VigieTopology.topology)
        self.publisher = ConfirmedPublisher(address: try BrokerAddress(url: broker.url(url, as: BrokerUser.ingest.name)), name: "tests", logger: self.logger)
        let aggregation = BrokerAddresses(main: try BrokerAddress(url: broker.url(url, as: BrokerUser.aggregation.name)))
        var assemblies: [Assembly] = []
        for number in 0..<aggregators {
            assemblies.append(
                try Assembly(
                    broker: aggregation, database: try DatabaseAddress(url: database), answers: try DatabaseAddress(url: database),
                    instance: "aggregation-\(number + 1)",
                    logger: self.logger))
        }
        self.assemblies = assemblies
        self.handled = Locked(Array(repeating: 0, count: aggregators))
        (self.progress, self.progressContinuation) = AsyncStream.makeStream()
    }

    /// Runs the aggregators while `body` works with them.
    ///
    /// - Parameter broker: A broker of the test's own, which it may break; the shared one unless told.
    static func open(
        aggregators: Int, database: String? = nil, broker: PrivateRabbitMQ? = nil, afterCommit: @escaping AfterCommit = { _ in },
        beforeTheyRun: () async throws -> Void = {}, _ body: (House) async throws -> Void
    ) async throws {
        let url: String
        if let database { url = database } else { url = try await PrivatePostgreSQL.shared.makeDatabase() }
        let node: PrivateRabbitMQ
        if let broker { node = broker } else { node = try await PrivateRabbitMQ.shared }
        let house = try await House(aggregators: aggregators, database: url, broker: node)
        try await beforeTheyRun()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.publisher.run() }
            for (number, assembly) in house.assemblies.enumerated() {
                group.addTask { await assembly.publisher.run() }
                group.addTask { await assembly.relay.run() }
                group.addTask { await assembly.news.run() }
                group.addTask { await assembly.server.run { await assembly.router.answer($0) } }
                group.addTask { try await house.consume(assembly, number, afterCommit) }
            }
            do {
                try await house.untilReady()
                try await body(house)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
        for assembly in house.assemblies {
            await assembly.pool.close()
            await assembly.writer.close()
            await assembly.readers.close()
        }
        await house.ledgers.pool.close()
    }

    private func consume(_ assembly: Assembly, _ number: Int, _ afterCommit: @escaping AfterCommit) async throws {
        try await assembly.consumer.run { deliveries in
            try await assembly.consumer.intake.handle(deliveries)
            try afterCommit(number)
            self.redelivered.withLock { $0 += deliveries.count { $0.isRedelivered } }
            self.mostDeliveries.withLock { $0 = max($0, deliveries.map(\.deliveryCount).max() ?? 0) }
            self.handled.withLock { $0[number] += deliveries.count }
            let fresh = self.seen.withLock { seen in deliveries.count { seen.insert($0.properties.messageID ?? "").inserted } }
            if fresh > 0 { self.progressContinuation.yield(fresh) }
        }
    }

    /// Connections come up by themselves; there is no event to await from outside.
    private func untilReady() async throws {
        while self.publisher.absence != nil || self.assemblies.contains(where: { $0.publisher.absence ?? $0.server.absence != nil }) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until every aggregator consumes.
    func untilConsuming() async throws {
        while self.assemblies.contains(where: { $0.brokerAbsence != nil }) { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Publishes bodies as Ingest would, and waits until the broker holds them all.
    func publish(_ bodies: [[UInt8]]) async throws { try await self.publish(bodies, by: self.publisher) }

    /// The same as somebody else. `author` is the header of one that is sent back.
    func publish(_ bodies: [[UInt8]], as user: BrokerUser, author: BrokerUser? = nil) async throws {
        let url = user == .vigiectl ? self.url : self.broker.url(self.url, as: user.name)
        let publisher = ConfirmedPublisher(address: try BrokerAddress(url: url), name: "tests.\(user)", logger: self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            while publisher.absence != nil { try await Task.sleep(for: .milliseconds(20)) }
            try await self.publish(bodies, by: publisher, headers: author.map { [Names.Header.author: $0.name] } ?? [:])
            publisher.stop()
        }
    }

    /// The same as a version did that named no user. A client of today always names itself, so the broker itself publishes.
    func publishNamingNobody(_ bodies: [[UInt8]]) async throws {
        for (number, body) in bodies.enumerated() {
            let message = """
                rabbit_basic:publish(rabbit_misc:r(<<"\(self.virtualHost)">>, exchange, <<"\(Names.Exchange.declarations)">>),
                <<"\(Names.RoutingKey.declaration)">>, [{delivery_mode, 2}, {message_id, <<"former-\(number)">>}, {type,
                <<"\(Names.MessageType.declarationSubmitted)">>}], base64:decode(<<"\(Data(body).base64EncodedString())">>)).
                """
            _ = try await self.broker.control(["eval", message.replacing("\n", with: " ")])
        }
    }

    private func publish(_ bodies: [[UInt8]], by publisher: ConfirmedPublisher, headers: [String: String] = [:]) async throws {
        let messages = bodies.map { body in
            OutgoingMessage(
                exchange: Names.Exchange.declarations, routingKey: Names.RoutingKey.declaration,
                properties: MessageProperties(
                    type: Names.MessageType.declarationSubmitted, contentType: Names.contentType, headers: headers), body: body)
        }
        var rest = messages[...]
        while !rest.isEmpty {
            for result in await publisher.publish(contentsOf: Array(rest.prefix(500))) { try result.get() }
            rest = rest.dropFirst(500)
        }
    }

    /// Waits until that many messages have been handled, each counted once however often it came.
    func untilHandled(_ count: Int) async {
        guard count > 0 else { return }
        var sum = 0
        for await more in self.progress {
            sum += more
            if sum >= count { return }
        }
    }

    /// Takes messages from a queue until `isEnough` says so.
    func take(from queue: String, until isEnough: @escaping @Sendable ([Delivery]) -> Bool) async -> [Delivery] {
        let taken = Locked<[Delivery]>([])
        let consumer = BatchConsumer(address: self.address, source: .queue(queue), name: "tests.take", logger: self.logger)
        await consumer.run { deliveries in
            let all = taken.withLock { all in
                all += deliveries
                return all
            }
            if isEnough(all) { consumer.stop() }
        }
        return taken.withLock { $0 }
    }

    /// A client of some service's that asks the aggregators, for as long as `body` runs.
    func asking(as user: BrokerUser, _ body: (RPCClient) async throws -> Void) async throws {
        let address = BrokerAddresses(main: try BrokerAddress(url: self.broker.url(self.url, as: user.name))).rpc
        let client = RPCClient(address: address, name: "tests.ask", logger: self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.run() }
            while client.absence != nil { try await Task.sleep(for: .milliseconds(20)) }
            try await body(client)
            group.cancelAll()
        }
    }
}
