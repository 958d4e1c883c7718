import Contracts
import Formats
import Messaging
import Mortality
import TestBench
import Testing
import Threading

@testable import Persistence
@testable import Runtime

@Suite("What was just committed is published at once")
struct OutboxNotifierTests {
    private static func entries(_ count: Int) throws -> [[OutboxEntry]] {
        try (1...count).map { id in
            let change = CountsChange(department: try Given.morbihan, cells: [], reports: [], committedAt: 0, correlationIDs: [])
            return [OutboxEntry(id: Int64(id), message: try OutboxMessage(change))]
        }
    }

    @Test func whatIsToldIsPublishedAndTheNotifierCloses() async throws {
        let entries = try Self.entries(5)
        let published = Locked<[Int64]>([])
        let notifier = OutboxNotifier { entries in published.withLock { $0 += entries.map(\.id) } }
        for one in entries { notifier.tell(one) }
        notifier.tell([])
        notifier.close()
        await notifier.run()
        #expect(published.withLock { $0.sorted() } == entries.flatMap { $0.map(\.id) })
    }

    @Test func tellingNeverWaitsAndWhatFindsNoPlaceIsLeftToTheSweep() async throws {
        let entries = try Self.entries(10)
        let published = Locked(0)
        let notifier = OutboxNotifier(waiting: 4) { _ in published.withLock { $0 += 1 } }
        for one in entries { notifier.tell(one) }
        notifier.close()
        await notifier.run()
        #expect(published.withLock { $0 } == 4)
    }

    @Test func onlySoManyAreUnderWay() async throws {
        let entries = try Self.entries(9)
        let counts = Locked((now: 0, most: 0))
        let notifier = OutboxNotifier(concurrency: 2) { _ in
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            counts.withLock { $0.now -= 1 }
        }
        for one in entries { notifier.tell(one) }
        notifier.close()
        await notifier.run()
        #expect(counts.withLock { $0.most } <= 2)
        #expect(counts.withLock { $0.now } == 0)
    }

    @Test("One at a time, they leave in their order")
    func order() async throws {
        let entries = try Self.entries(30)
        let published = Locked<[Int64]>([])
        let notifier = OutboxNotifier(concurrency: 1) { entries in
            await Task.yield()
            published.withLock { $0 += entries.map(\.id) }
        }
        for one in entries { notifier.tell(one) }
        notifier.close()
        await notifier.run()
        #expect(published.withLock { $0 } == (1...30).map { Int64($0) })
    }
}

@Suite("What the broker is given out of an outbox")
struct OutboxPublisherTests {
    /// What three messages come to of which the broker holds the first, knows no listener for the second, and is too full for the third.
    private func results(needsListener: Bool) async throws -> [Bool] {
        let publisher = OutboxPublisher(needsListener: needsListener, logger: Given.quiet) { messages in
            messages.map { message in
                switch message.body {
                case [1]: .success(())
                case [2]: .failure(MessagingError(.returned, "played"))
                default: .failure(MessagingError(.nacked, "played"))
                }
            }
        }
        return await publisher.publish(
            (1...3).map { OutboxMessage(exchange: Names.Exchange.events, routingKey: "alert.changed.56", type: Names.MessageType.alertChanged, body: [$0]) })
    }

    @Test("What the broker does not hold stays; what nobody listens to stays too, where somebody must")
    func held() async throws {
        #expect(try await self.results(needsListener: true) == [true, false, false])
        #expect(try await self.results(needsListener: false) == [true, true, false])
    }

    @Test("News of counts go to their department's listeners, each under an id of its own")
    func counts() throws {
        let cell = CellCount(
            commune: try CommuneCode("56260"), day: try CivilDay(year: 2020, month: 3, day: 12), place: .home, cause: .unknown, deaths: 3, version: 1)
        let change = CountsChange(department: try Given.morbihan, cells: [cell], reports: [], committedAt: 7, correlationIDs: ["c"])
        let (message, other) = (try OutboxMessage(change), try OutboxMessage(change))
        #expect(message.exchange == Names.Exchange.events && message.routingKey == "counts.changed.56" && message.type == Names.MessageType.countsChanged)
        #expect(try CountsChange(try Wire.decode(from: message.body)) == change)
        #expect(message.messageID.count == 16 && message.messageID != other.messageID && message.body == other.body)
    }
}
