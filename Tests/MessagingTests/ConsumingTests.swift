import Messaging
import TestBench
import Testing
import Threading

/// Consuming from a real broker.
@Suite struct ConsumingTests {
    private struct Trouble: Error {}

    private func house() async throws -> String {
        try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
    }

    private func host(_ url: String) -> String { String(url[url.index(after: url.lastIndex(of: "/") ?? url.startIndex)...]) }

    private func fill(_ url: String, _ numbers: Range<Int>) async throws {
        try await withPublisher(url) { publisher in
            for result in await publisher.publish(contentsOf: numbers.map { Letters.message($0) }) { try result.get() }
        }
    }

    @Test("Batches are no larger than told, acknowledged whole, and never come again")
    func batches() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<1_000)
        let got = Collected()
        let largest = Locked(0)
        let limits = BatchLimits(maximumCount: 64, maximumWait: .milliseconds(5))
        try await withConsumer(
            url, .queue(Letters.queue), prefetch: 200, batch: limits,
            handle: { batch in
                largest.withLock { $0 = max($0, batch.count) }
                got.add(batch.map(Letters.number))
            }
        ) { _ in try await eventually { got.all.count >= 1_000 } }
        #expect(got.all.sorted() == Array(0..<1_000))
        #expect((2...64).contains(largest.withLock { $0 }))
        // A second consumer finds nothing left.
        let again = Collected()
        try await withConsumer(url, .queue(Letters.queue), handle: { again.add($0.map(Letters.number)) }) { _ in
            try await self.fill(url, 5_000..<5_001)
            try await eventually { !again.all.isEmpty }
        }
        #expect(again.all == [5_000])
    }

    @Test("A batch that fails is kept and tried again itself: an outage of any length costs one delivery")
    func failedBatch() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<50)
        let got = Collected()
        let attempts = Locked<[[Int]]>([])
        let isAway = Locked(true)
        let counts = Locked<Set<Int>>([])
        try await withConsumer(
            url, .queue(Letters.queue), pauses: Backoff(first: .milliseconds(10), longest: .milliseconds(20)), awaited: false,
            handle: { batch in
                attempts.withLock { $0.append(batch.map(Letters.number)) }
                if isAway.withLock({ $0 }) { throw Trouble() }
                counts.withLock { $0.formUnion(batch.filter(\.isRedelivered).map(\.deliveryCount)) }
                got.add(batch.map(Letters.number))
            }
        ) { consumer in
            try await eventually { consumer.absence?.contains("could not be handled") == true }
            // Far more often than the delivery limit of any queue of ours.
            try await eventually { attempts.withLock { $0.count } >= 60 }
            isAway.withLock { $0 = false }
            try await eventually { consumer.absence == nil && got.set.count == 50 && got.all.count > 50 }
        }
        let tried = attempts.withLock { $0 }
        #expect(tried.prefix(60).allSatisfy { $0 == tried[0] }, "the same batch, from memory")
        #expect(counts.withLock { $0 } == [1])
    }

    @Test("A consumer that stops while a batch is kept ends at once, and leaves the batch in the queue")
    func stoppedInAnOutage() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<5)
        let consumer = BatchConsumer(address: try BrokerAddress(url: url), source: .queue(Letters.queue), name: "outage", logger: silent)
        async let running: Void = consumer.run { _ in throw Trouble() }
        try await eventually { consumer.absence?.contains("could not be handled") == true }
        let began = ContinuousClock.now
        consumer.stop()
        await running
        #expect(ContinuousClock.now - began < .seconds(2))
        let got = Locked<[Delivery]>([])
        try await withConsumer(url, .queue(Letters.queue), handle: { batch in got.withLock { $0 += batch } }) { _ in
            try await eventually { got.withLock { $0.count == 5 } }
        }
        #expect(got.withLock { $0.allSatisfy { $0.deliveryCount == 1 } })
    }

    @Test("Once the batch went through, it comes again a first time and is acknowledged")
    func comesAgainOnce() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<5)
        let isAway = Locked(true)
        let got = Locked<[Delivery]>([])
        try await withConsumer(
            url, .queue(Letters.queue), awaited: false,
            handle: { batch in
                if isAway.withLock({ $0 }) { throw Trouble() }
                got.withLock { $0 += batch }
            }
        ) { consumer in
            try await eventually { consumer.absence?.contains("times so far") == true }
            isAway.withLock { $0 = false }
            try await eventually { got.withLock { $0.count { $0.isRedelivered } == 5 } }
        }
        #expect(got.withLock { $0.filter(\.isRedelivered).allSatisfy { $0.deliveryCount == 1 } })
    }

    @Test("Nothing is taken from the queue before what handling needs answers")
    func notReady() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<5)
        let asked = Locked(0)
        let got = Locked<[Delivery]>([])
        try await withConsumer(
            url, .queue(Letters.queue),
            readiness: {
                asked.withLock {
                    $0 += 1; return $0
                } < 4 ? "not yet" : nil
            },
            handle: { batch in got.withLock { $0 += batch } }
        ) { _ in try await eventually { got.withLock { $0.count == 5 } } }
        #expect(asked.withLock { $0 } >= 4)
        #expect(got.withLock { $0.allSatisfy { !$0.isRedelivered && $0.deliveryCount == 0 } })
    }

    @Test("Several consumers share a queue, and each message is handled")
    func sharing() async throws {
        let url = try await self.house()
        let first = Collected(), second = Collected()
        let limits = BatchLimits(maximumCount: 10, maximumWait: .milliseconds(2))
        try await withConsumer(
            url, .queue(Letters.queue), prefetch: 20, batch: limits,
            handle: {
                first.add($0.map(Letters.number)); try await Task.sleep(for: .milliseconds(2))
            }
        ) { _ in
            try await withConsumer(
                url, .queue(Letters.queue), prefetch: 20, batch: limits,
                handle: {
                    second.add($0.map(Letters.number)); try await Task.sleep(for: .milliseconds(2))
                }
            ) { _ in
                try await self.fill(url, 0..<2_000)
                try await eventually { first.all.count + second.all.count >= 2_000 }
            }
        }
        #expect(first.set.union(second.set) == Set(0..<2_000))
        #expect(first.all.count >= 400)
        #expect(second.all.count >= 400)
    }

    @Test("The queue is deleted under the consumer: noticed, and consumed again when it is back")
    func queueDeleted() async throws {
        let url = try await self.house()
        let broker = try await PrivateRabbitMQ.shared
        let got = Collected()
        try await withConsumer(url, .queue(Letters.queue), handle: { got.add($0.map(Letters.number)) }) { consumer in
            try await self.fill(url, 0..<1)
            try await eventually { got.set == [0] }
            try await broker.control(["delete_queue", "-p", self.host(url), Letters.queue])
            try await eventually(within: .seconds(10)) { consumer.absence != nil }
            _ = try await Letters.prepare(url)
            try await eventually { consumer.absence == nil }
            try await self.fill(url, 1..<2)
            try await eventually { got.set == [0, 1] }
        }
    }

    @Test("The broker closes the connection: the consumer subscribes anew and tells so")
    func closedByBroker() async throws {
        let url = try await self.house()
        let broker = try await PrivateRabbitMQ.shared
        let got = Collected()
        let subscriptions = Locked(0)
        try await withConsumer(
            url, .queue(Letters.queue), onSubscribed: { subscriptions.withLock { $0 += 1 } }, handle: { got.add($0.map(Letters.number)) }
        ) { consumer in
            try await broker.control(["close_all_connections", "--vhost", self.host(url), "drill"])
            try await eventually { subscriptions.withLock { $0 } >= 2 }
            try await eventually { consumer.absence == nil }
            try await self.fill(url, 0..<100)
            try await eventually { got.set == Set(0..<100) }
        }
    }

    @Test("A subscription whose snapshot fails is given up and tried again; no batch comes before it")
    func snapshot() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<10)
        let tries = Locked(0)
        let got = Collected()
        try await withConsumer(
            url, .queue(Letters.queue),
            onSubscribed: {
                #expect(got.all.isEmpty)
                if tries.withLock({
                    $0 += 1; return $0
                }) < 3 {
                    throw Trouble()
                }
            }, handle: { got.add($0.map(Letters.number)) }
        ) { _ in try await eventually { got.set == Set(0..<10) } }
        #expect(tries.withLock { $0 } == 3)
    }

    @Test("Each has a copy of its own by an exclusive queue, bound before the snapshot is taken")
    func exclusive() async throws {
        let url = try await self.house()
        let source = ConsumerSource.exclusive(bindings: [.init(exchange: Letters.exchange, routingKey: "letter", queue: "")])
        let first = Collected(), second = Collected()
        try await withConsumer(url, source, handle: { first.add($0.map(Letters.number)) }) { _ in
            try await withConsumer(
                url, source,
                onSubscribed: { try await self.fill(url, 0..<1) }, handle: { second.add($0.map(Letters.number)) }
            ) { _ in
                try await self.fill(url, 1..<20)
                try await eventually { first.set == Set(0..<20) && second.set == Set(0..<20) }
            }
        }
    }

    @Test("Stopped: the batch being handled is finished and acknowledged, the rest stays")
    func stopping() async throws {
        let url = try await self.house()
        try await self.fill(url, 0..<20)
        let got = Collected()
        let consumer = BatchConsumer(
            address: try BrokerAddress(url: url), source: .queue(Letters.queue), batch: BatchLimits(maximumCount: 5), name: "stop",
            logger: silent)
        let entered = Locked(false), isStopped = Locked(false)
        async let running: Void = consumer.run { batch in
            entered.withLock { $0 = true }
            try await eventually { isStopped.withLock { $0 } }
            got.add(batch.map(Letters.number))
        }
        try await eventually { entered.withLock { $0 } }
        consumer.stop()
        isStopped.withLock { $0 = true }
        await running
        #expect((1...5).contains(got.all.count), "one batch, and no other after the stop")
        let rest = Collected()
        try await withConsumer(url, .queue(Letters.queue), handle: { rest.add($0.map(Letters.number)) }) { _ in
            try await eventually { got.set.union(rest.set) == Set(0..<20) }
        }
        #expect(got.set.isDisjoint(with: rest.set))
    }
}
