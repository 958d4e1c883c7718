import Persistence
import Testing
import Threading

@testable import Aggregation

@Suite struct NewsDeskTests {
    private static func news(_ count: Int) async throws -> [[OutboxEntry]] {
        let ledgers = try await Ledgers.fresh()
        var news: [[OutboxEntry]] = []
        for id in 1...count { news.append(try await ledgers.store.apply([try Given.submission(id: UInt8(id))]).news) }
        return news
    }

    @Test func whatIsToldIsPublishedAndTheDeskCloses() async throws {
        let news = try await Self.news(5)
        let published = Locked<[Int64]>([])
        let desk = NewsDesk { entries in published.withLock { $0 += entries.map(\.id) } }
        for one in news { desk.tell(one) }
        desk.tell([])
        desk.close()
        await desk.run()
        #expect(published.withLock { $0.sorted() } == news.flatMap { $0.map(\.id) })
    }

    @Test func tellingNeverWaitsAndWhatFindsNoPlaceIsLeftToTheSweep() async throws {
        let news = try await Self.news(10)
        let published = Locked(0)
        let desk = NewsDesk(waiting: 4) { _ in published.withLock { $0 += 1 } }
        for one in news { desk.tell(one) }
        desk.close()
        await desk.run()
        #expect(published.withLock { $0 } == 4)
    }

    @Test func onlySoManyAreUnderWay() async throws {
        let news = try await Self.news(9)
        let counts = Locked((now: 0, most: 0))
        let desk = NewsDesk(concurrency: 2) { _ in
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            counts.withLock { $0.now -= 1 }
        }
        for one in news { desk.tell(one) }
        desk.close()
        await desk.run()
        #expect(counts.withLock { $0.most } <= 2)
        #expect(counts.withLock { $0.now } == 0)
    }
}
