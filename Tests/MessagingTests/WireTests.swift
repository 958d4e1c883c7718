import Dispatch
import Formats
import Logging
@testable import Messaging
import Testing
import Threading

/// What only a peer that misbehaves shows. Short deadlines, so that the tests are quick.
@Suite struct WireTests {
    private var hasty: ConnectionOptions {
        var options = ConnectionOptions()
        options.handshakeTimeout = .seconds(1)
        options.callTimeout = .seconds(1)
        options.stallTimeout = .seconds(1)
        options.confirmTimeout = .seconds(2)
        options.heartbeat = .seconds(2)
        return options
    }

    private func open<Value: Sendable>(
        _ broker: FakeBroker, handlers: BrokerConnection.Handlers = BrokerConnection.Handlers(),
        _ body: (BrokerConnection) async throws -> Value
    ) async throws -> Value {
        try await BrokerConnection.open(try BrokerAddress(url: broker.url), name: "wire", options: self.hasty, handlers: handlers, body)
    }

    private func message(_ bytes: Int = 1) -> OutgoingMessage {
        OutgoingMessage(
            exchange: "e", routingKey: "k", properties: MessageProperties(messageID: "m"), body: [UInt8](repeating: 0, count: bytes))
    }

    @Test("A broker that accepts and stays silent is given up in time")
    func silence() async throws {
        let broker = try FakeBroker { $0.drain() }
        let elapsed = await ContinuousClock().measure {
            #expect(await failure { try await self.open(broker) { _ in } } != nil)
        }
        #expect(elapsed < .seconds(4))
    }

    @Test("Nobody listens: an error at once")
    func nobody() async throws {
        #expect(
            await failure { try await BrokerConnection.open(try BrokerAddress(url: "amqp://u:p@127.0.0.1:1/"), name: "wire") { _ in } } == .connectionFailed)
    }

    @Test("Heartbeats are never off: who proposes none gets ours, who proposes slower ones too, and silence is noticed", arguments: [0, 2, 600] as [UInt16])
    func heartbeats(proposed: UInt16) async throws {
        let settled = Locked<UInt16?>(nil)
        let broker = try FakeBroker { session in
            let seconds = try session.login(heartbeat: proposed)
            settled.withLock { $0 = seconds }
            session.drain()
        }
        // Zero from the broker is no wish: the client's holds (AMQP 0-9-1, connection.tune), and a peer that then sends
        // none is given up.
        let error = try await self.open(broker) { connection in await connection.untilClosed() }
        #expect(settled.withLock { $0 } == 2)
        #expect(error?.code == .connectionClosed)
    }

    @Test("Goodbye takes no longer than a call, though nobody answers")
    func goodbye() async throws {
        let broker = try FakeBroker { session in
            try session.login()
            session.drain()
        }
        let elapsed = try await ContinuousClock().measure { try await self.open(broker) { _ in } }
        #expect(elapsed < .seconds(3))
    }

    @Test("A broker that confirms nothing: timed out, everybody at once, and no sooner")
    func noConfirm() async throws {
        let broker = try FakeBroker { session in
            try session.loginConfirming()
            session.drain()
        }
        try await self.open(broker) { connection in
            try await connection.selectConfirms()
            let clock = ContinuousClock()
            let began = clock.now
            let codes = await withTaskGroup(of: MessagingError.Code?.self) { group in
                for _ in 0..<50 { group.addTask { await failure { try await connection.publish(self.message()) } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: .timedOut, count: 50))
            #expect(clock.now - began > .seconds(1.9))
            #expect(clock.now - began < .seconds(4))
            #expect(await failure { try await connection.publish(self.message()) } == .timedOut)
        }
    }

    @Test("A broker that reads nothing: the C call hangs in its send, nobody who waits does")
    func stalled() async throws {
        let broker = try FakeBroker { session in
            try session.loginConfirming()
            session.ignore()
        }
        let elapsed = try await ContinuousClock().measure {
            try await self.open(broker) { connection in
                try await connection.selectConfirms()
                await withTaskGroup { group in
                    for _ in 0..<8 { group.addTask { #expect(await failure { try await connection.publish(self.message(8 << 20)) } == .timedOut) } }
                }
            }
        }
        #expect(elapsed < .seconds(5))
    }

    @Test("A silent broker is noticed by its missing heartbeats, though nothing is published")
    func missedHeartbeats() async throws {
        let broker = try FakeBroker { session in
            try session.login(heartbeat: 2)
            session.drain()
        }
        let error = try await self.open(broker) { connection in await connection.untilClosed() }
        #expect(error?.code == .connectionClosed)
    }

    @Test("Heartbeats are sent while nothing else is")
    func sendsHeartbeats() async throws {
        let beats = Locked(0)
        let broker = try FakeBroker { session in
            try session.login(heartbeat: 2)
            while true {
                let head = try session.read(7)
                _ = try session.read(Int(head[6]) + 1)
                if head[0] == 8 { beats.withLock { $0 += 1 } }
                try session.write(AMQPBytes.frame(8, 0, []))
            }
        }
        try await self.open(broker) { connection in
            try await eventually { beats.withLock { $0 } >= 3 }
            #expect(await connection.failure == nil)
        }
    }

    @Test("Blocked: refused at once, told to who waits, and over when the broker says so")
    func blocked() async throws {
        let unblock = StopSignal()
        let broker = try FakeBroker { session in
            try session.loginConfirming()
            try session.expect(60, 40)
            try session.method(0, 10, 60, AMQPBytes.shortText("low on disk"))
            while !unblock.isStopped { _ = try session.frame() }
        }
        let isOver = DispatchSemaphore(value: 0)
        let other = try FakeBroker { session in
            try session.loginConfirming()
            try session.method(0, 10, 60, AMQPBytes.shortText("low on disk"))
            isOver.wait()
            try session.method(0, 10, 61)
            try session.expect(60, 40)
            try session.write(AMQPBytes.ack(1))
            session.drain()
        }
        try await self.open(broker) { connection in
            try await connection.selectConfirms()
            let error = await #expect(throws: MessagingError.self) { try await connection.publish(self.message()) }
            #expect(error?.code == .blocked)
            #expect(error?.reason.contains("low on disk") == true)
            let elapsed = await ContinuousClock().measure {
                #expect(await failure { try await connection.publish(self.message()) } == .blocked)
                #expect(await failure { try await connection.send(self.message(), mandatory: false) } == .blocked)
            }
            #expect(elapsed < .seconds(1))
            #expect(await connection.failure == nil)
        }
        unblock.stop()
        try await self.open(other) { connection in
            try await connection.selectConfirms()
            try await eventually { connection.pending.withLock { $0.blockedReason != nil } }
            isOver.signal()
            try await eventually { connection.pending.withLock { $0.blockedReason == nil } }
            try await connection.publish(self.message())
        }
    }

    @Test("Return and acknowledgement, nack, multiple: each publish learns its own")
    func outcomes() async throws {
        let broker = try FakeBroker { session in
            try session.loginConfirming()
            var bodies = 0
            while bodies < 4 { if try session.frame().type == 3 { bodies += 1 } }
            // Returned: the second message, with its header and body.
            try session.method(
                1, 60, 50, AMQPBytes.short(312) + AMQPBytes.shortText("NO_ROUTE") + AMQPBytes.shortText("e") + AMQPBytes.shortText("k"))
            try session.write(
                AMQPBytes.frame(2, 1, AMQPBytes.short(60) + AMQPBytes.short(0) + AMQPBytes.longLong(1) + AMQPBytes.short(0x0080) + AMQPBytes.shortText("m2")))
            try session.write(AMQPBytes.body([0]))
            try session.write(AMQPBytes.ack(2, multiple: true))
            try session.method(1, 60, 120, AMQPBytes.longLong(3) + [0])
            try session.write(AMQPBytes.ack(4))
            session.drain()
        }
        try await self.open(broker) { connection in
            try await connection.selectConfirms()
            let codes = await withTaskGroup(of: (Int, MessagingError.Code?).self) { group in
                for number in 1...4 {
                    var message = self.message()
                    message.properties.messageID = "m\(number)"
                    let sent = message
                    group.addTask { (number, await failure { try await connection.publish(sent) }) }
                    // In this order, since the fake broker's answers are by number.
                    try? await Task.sleep(for: .milliseconds(20))
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(codes[1] == nil)
            #expect(codes[2] == .returned)
            #expect(codes[3] == .nacked)
            #expect(codes[4] == nil)
        }
    }

    @Test("Header tables as deep as a frame can hold them do not crash", arguments: [150, 5_000, 18_000])
    func deepTables(depth: Int) async throws {
        let broker = try FakeBroker { session in
            try session.loginConsuming()
            try session.write(AMQPBytes.deliver(tag: 1) + AMQPBytes.header(size: 2, headers: AMQPBytes.nested(depth)) + AMQPBytes.body([7, 8]))
            session.drain()
        }
        let (deliveries, continuation) = AsyncStream.makeStream(of: Delivery.self)
        try await self.open(broker, handlers: .init(delivery: { continuation.yield($0) })) { connection in
            try await connection.consume("q", prefetch: 1)
            let first = await withTaskGroup(of: [UInt8]?.self) { group in
                group.addTask { await deliveries.first { _ in true }?.body }
                group.addTask {
                    _ = await connection.untilClosed(); return nil
                }
                defer { group.cancelAll() }
                return await group.next() ?? nil
            }
            // Read, or refused as an error: both are well.
            #expect(first == [7, 8] || first == nil)
        }
    }

    @Test(
        "What the protocol does not allow ends the connection with an error",
        arguments: [
            AMQPBytes.body([1]),
            AMQPBytes.header(size: 1, headers: AMQPBytes.table([])),
            AMQPBytes.deliver(tag: 1) + AMQPBytes.deliver(tag: 2),
            AMQPBytes.deliver(tag: 1) + AMQPBytes.header(size: 1 << 40, headers: AMQPBytes.table([])),
            AMQPBytes.deliver(tag: 1) + AMQPBytes.header(size: 1, headers: AMQPBytes.table([])) + AMQPBytes.body([1, 2]),
            AMQPBytes.deliver(tag: 1) + AMQPBytes.header(size: 1, headers: AMQPBytes.table([]), classID: 85),
            AMQPBytes.frame(1, 1, AMQPBytes.short(60) + AMQPBytes.short(30) + AMQPBytes.shortText("c") + [1]),
            AMQPBytes.frame(1, 7, AMQPBytes.short(20) + AMQPBytes.short(11) + AMQPBytes.long(0)),
            AMQPBytes.frame(1, 1, AMQPBytes.short(60)),
            AMQPBytes.frame(1, 1, []), AMQPBytes.frame(2, 1, [0]), AMQPBytes.frame(99, 1, [0, 0]), [1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0],
        ])
    func violations(bytes: [UInt8]) async throws {
        let broker = try FakeBroker { session in
            try session.loginConsuming()
            try session.write(bytes)
            session.ignore()
        }
        let error = try await self.open(broker) { connection in
            try await connection.consume("q", prefetch: 1)
            return await connection.untilClosed()
        }
        #expect(error != nil)
    }

    @Test("Mutated frames crash nothing", arguments: 0..<4)
    func mutations(seed: UInt64) async throws {
        let good =
            AMQPBytes.deliver(tag: 1)
            + AMQPBytes.header(size: 3, headers: AMQPBytes.table(AMQPBytes.shortText("x-delivery-count") + [UInt8(ascii: "l")] + AMQPBytes.longLong(.max)))
            + AMQPBytes.body([1, 2, 3]) + AMQPBytes.ack(1) + AMQPBytes.frame(1, 0, AMQPBytes.short(10) + AMQPBytes.short(60) + AMQPBytes.shortText("r"))
        for round in 0..<60 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed * 1_000 + round)
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                var piece = good
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    piece[Int.random(in: 0..<piece.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                }
                bytes += piece
            }
            let written = bytes
            let broker = try FakeBroker { session in
                try session.loginConsuming()
                try session.write(written)
            }
            let error = try await self.open(broker) { connection in
                _ = await failure { try await connection.consume("q", prefetch: 1) }
                return await connection.untilClosed()
            }
            #expect(error != nil)
        }
    }
}
