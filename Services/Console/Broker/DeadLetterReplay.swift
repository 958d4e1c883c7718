import Contracts
import Logging
import Messaging
import Runtime
import Threading

/// Sends dead letters back to the queue they came from: each is published and confirmed before it leaves the dead letters.
struct DeadLetterReplay: Sendable {
    let address: BrokerAddress

    /// Replays up to `limit` dead letters of a queue, and returns how many it replayed. It ends when none has come for `patience`.
    func run(queue: String, limit: Int, patience: Duration = .seconds(2)) async throws -> Int {
        guard limit > 0 else { return 0 }
        let batch = Swift.min(50, limit)
        let publisher = ConfirmedPublisher(address: self.address, name: "vigiectl", logger: ConsoleLog.logger)
        let consumer = BatchConsumer(
            address: self.address, source: .queue(Names.Queue.dead(of: queue)), prefetch: UInt16(batch), batch: BatchLimits(maximumCount: batch),
            name: "vigiectl",
            logger: ConsoleLog.logger)
        let progress = Locked(Progress())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            try await Self.await(publisher)
            progress.withLock { $0.start() }
            group.addTask {
                await consumer.run { letters in
                    guard progress.withLock({ $0.begin(letters.count, limit: limit) }) else { throw ConsoleError("enough") }
                    let results = await publisher.publish(contentsOf: letters.map { Self.original($0, queue: queue) })
                    do {
                        for result in results { try result.get() }
                        progress.withLock { $0.end(letters.count) }
                    } catch {
                        progress.withLock { $0.fail("\(error)") }
                        throw error
                    }
                }
            }
            while progress.withLock({ $0.goesOn(patience: patience, limit: limit) }) { try await Task.sleep(for: .milliseconds(50)) }
            consumer.stop()
            publisher.stop()
            group.cancelAll()
            try await group.waitForAll()
        }
        let (replayed, failure) = progress.withLock { ($0.replayed, $0.failure) }
        if let failure { throw ConsoleError("\(replayed) letters replayed, then: \(failure)") }
        return replayed
    }

    /// Waits until the publisher is connected, for 10 seconds at most; throws `ConsoleError` when it is not by then.
    private static func await(_ publisher: ConfirmedPublisher) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while let absence = publisher.absence {
            guard .now < end else { throw ConsoleError("the broker cannot be reached: \(absence)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Returns the message as it was before it was given up, addressed to its queue alone, with how often it was given up and who first
    /// published it in its headers: from now on the broker knows it as published by the console.
    static func original(_ letter: Delivery, queue: String) -> OutgoingMessage {
        var properties = letter.properties
        // A letter that a service buried names its author; one that the broker buried is its author's still.
        let isBuried = letter.properties.headers[Names.Header.reason] != nil
        properties.headers[Names.Header.author] = isBuried ? letter.properties.headers[Names.Header.author] : letter.author
        properties.userID = nil
        for name in [
            Names.Header.reason, Names.Header.originQueue, Names.Header.originExchange, Names.Header.originRoutingKey,
            Names.Header.headersLeftOut,
        ] {
            properties.headers[name] = nil
        }
        for name in properties.headers.keys where name.hasPrefix("x-") { properties.headers[name] = nil }
        properties.isPersistent = true
        // To the queue itself, by the default exchange: others that were told of the message then are not told again.
        return OutgoingMessage(exchange: "", routingKey: queue, properties: properties, body: letter.body)
    }

    /// The progress of a replay.
    private struct Progress {
        private(set) var replayed = 0
        private(set) var failure: String?
        private var isBusy = false
        private var lastLetter = ContinuousClock.now

        mutating func start() { self.lastLetter = .now }

        mutating func begin(_ count: Int, limit: Int) -> Bool {
            guard self.failure == nil, self.replayed < limit else { return false }
            self.isBusy = true
            return true
        }

        mutating func end(_ count: Int) {
            self.replayed += count
            self.isBusy = false
            self.lastLetter = .now
        }

        mutating func fail(_ reason: String) {
            self.failure = reason
            self.isBusy = false
        }

        func goesOn(patience: Duration, limit: Int) -> Bool {
            self.failure == nil && (self.isBusy || (self.replayed < limit && .now - self.lastLetter < patience))
        }
    }
}
