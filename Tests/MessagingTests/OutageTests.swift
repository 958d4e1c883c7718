import Messaging
import TestBench
import Testing
import Threading

/// What a broker goes through, on one of the tests' own. One after another: each breaks what the others need.
@Suite(.serialized, .timeLimit(.minutes(3))) struct OutageTests {
    private static let once = Locked<PrivateRabbitMQ?>(nil)

    /// The broker that these tests may break, and a virtual host in it.
    private func broken() async throws -> (PrivateRabbitMQ, String) {
        let broker: PrivateRabbitMQ
        if let known = Self.once.withLock({ $0 }) {
            broker = known
        } else {
            broker = try await PrivateRabbitMQ.start()
            Self.once.withLock { $0 = broker }
        }
        return (broker, try await Letters.prepare(try await broker.makeVirtualHost()))
    }

    /// Publishes until each number is confirmed, as a client does; notes what was.
    private func insist(_ publisher: ConfirmedPublisher, on numbers: Range<Int>, confirmed: Collected) async {
        for number in numbers {
            while await failure({ try await publisher.publish(Letters.message(number)) }) != nil {
                do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
            }
            confirmed.add([number])
        }
    }

    @Test("Killed and restarted: publisher, consumer, client and server come back by themselves; nothing confirmed is lost")
    func killed() async throws {
        let (broker, url) = try await self.broken()
        // RabbitMQ 3.10 writes the name of a new quorum queue to disk half a second late: killed before that, it comes back
        // with the queue empty or without a leader, whatever it had confirmed. An orderly stop writes it now.
        try await broker.restart()
        let confirmed = Collected(), got = Collected()
        try await withServer(url, queue: "s", handle: { _ in RPCReply(.ok, body: []) }) { _ in
            try await withClient(url) { client in
                try await withConsumer(url, .queue(Letters.queue), handle: { got.add($0.map(Letters.number)) }) { _ in
                    try await withPublisher(url) { publisher in
                        try await withThrowingTaskGroup { group in
                            let stop = Locked(false)
                            for worker in 0..<8 {
                                group.addTask {
                                    var number = worker * 1_000_000
                                    while !stop.withLock({ $0 }), !Task.isCancelled {
                                        await self.insist(publisher, on: number..<(number + 1), confirmed: confirmed)
                                        number += 1
                                    }
                                }
                            }
                            try await eventually { confirmed.all.count > 500 }
                            // The queue of questions is new as well: its name must be on disk.
                            try await Task.sleep(for: .seconds(1))
                            try await broker.kill()
                            try await eventually(within: .seconds(10)) { publisher.absence != nil }
                            // While it is away: an error, and soon.
                            let elapsed = await ContinuousClock().measure {
                                #expect(await failure { try await publisher.publish(Letters.message(-1)) } != nil)
                            }
                            #expect(elapsed < .seconds(2))
                            #expect(await failure { _ = try await client.call(queue: "s", method: "m", body: []) } != nil)
                            let before = confirmed.all.count
                            try await broker.restart()
                            try await eventually(within: .seconds(30)) { confirmed.all.count > before + 500 }
                            stop.withLock { $0 = true }
                            try await group.waitForAll()
                        }
                        try await eventually(within: .seconds(30)) { got.set.isSuperset(of: confirmed.all) }
                        try await eventually(within: .seconds(30)) {
                            await failure { _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(2)) } == nil
                        }
                    }
                }
            }
        }
        #expect(got.set.isSuperset(of: confirmed.all))
    }

    @Test("Disk alarm: publishes fail within their deadline as blocked, consumers drain, and all is well when it ends")
    func alarm() async throws {
        let (broker, url) = try await self.broken()
        let got = Collected()
        try await withPublisher(url) { publisher in
            for result in await publisher.publish(contentsOf: (0..<200).map { Letters.message($0) }) { try result.get() }
            try await broker.control(["set_disk_free_limit", "1000000GB"])
            // The first ones may be on their way when the broker says that it blocks.
            try await eventually(within: .seconds(12)) { await failure { try await publisher.publish(Letters.message(1_000)) } == .blocked }
            #expect(publisher.absence?.contains("takes nothing") == true)
            let elapsed = await ContinuousClock().measure {
                for _ in 0..<100 { #expect(await failure { try await publisher.publish(Letters.message(1_001)) } == .blocked) }
            }
            #expect(elapsed < .seconds(2))
            try await withConsumer(url, .queue(Letters.queue), handle: { got.add($0.map(Letters.number)) }) { _ in
                try await eventually { got.set.isSuperset(of: 0..<200) }
                try await broker.control(["set_disk_free_limit", "50MB"])
                try await eventually { publisher.absence == nil }
                #expect(await failure { try await publisher.publish(Letters.message(2_000)) } == nil)
                try await eventually { got.set.contains(2_000) }
            }
        }
    }

    @Test("Frozen: publishes and calls fail within their deadline, also after an idle while; it comes back")
    func frozen() async throws {
        let (broker, url) = try await self.broken()
        var options = ConnectionOptions()
        options.heartbeat = .seconds(3)
        options.confirmTimeout = .seconds(4)
        try await withPublisher(url, options: options) { publisher in
            try await withClient(url) { client in
                #expect(await failure { try await publisher.publish(Letters.message(1)) } == nil)
                try await broker.pause()
                let clock = ContinuousClock()
                let atOnce = await clock.measure {
                    await withTaskGroup { group in
                        for number in 0..<20 { group.addTask { #expect(await failure { try await publisher.publish(Letters.message(number)) } != nil) } }
                        group.addTask {
                            #expect(await failure { _ = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(1)) } == .timedOut)
                        }
                    }
                }
                #expect(atOnce < .seconds(5))
                // A second connection, to a broker that accepts and says nothing, must not hang either; nor a publish after idling.
                try await Task.sleep(for: .seconds(4))
                let afterIdling = await clock.measure { #expect(await failure { try await publisher.publish(Letters.message(3)) } != nil) }
                #expect(afterIdling < .seconds(5))
                try await broker.resume()
                try await eventually(within: .seconds(20)) { await failure { try await publisher.publish(Letters.message(4)) } == nil }
            }
        }
    }

    @Test("Stopped while the broker is frozen: everything ends within its time")
    func stoppedWhileFrozen() async throws {
        let (broker, url) = try await self.broken()
        let publisher = ConfirmedPublisher(address: try BrokerAddress(url: url), name: "frozen", logger: silent)
        let consumer = BatchConsumer(address: try BrokerAddress(url: url), source: .queue(Letters.queue), name: "frozen", logger: silent)
        let elapsed = try await withThrowingTaskGroup { group in
            group.addTask { await publisher.run() }
            group.addTask { await consumer.run { _ in } }
            try await eventually { publisher.absence == nil && consumer.absence == nil }
            try await broker.pause()
            let began = ContinuousClock.now
            publisher.stop()
            consumer.stop()
            try await group.waitForAll()
            return ContinuousClock.now - began
        }
        try await broker.resume()
        #expect(elapsed < .seconds(9))
    }
}
