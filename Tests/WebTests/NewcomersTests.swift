import Accounts
import Testing
import Threading

@testable import Web

@Suite struct NewcomersTests {
    private let newcomers = Newcomers<KeyRecord>()
    private let asked = Locked(0)

    private func record(_ id: String) -> KeyRecord {
        KeyRecord(id: id, hash: [], reach: .all, mayRead: true, mayWrite: false, mayBackdate: false)
    }

    private func ask(_ id: String, at now: ContinuousClock.Instant, isThere: Bool = false) async -> KeyRecord? {
        await self.newcomers.ask(id, now: now) {
            self.asked.withLock { $0 += 1 }
            return isThere ? self.record(id) : nil
        }
    }

    @Test func strangersAskForLittle() async {
        let now = ContinuousClock.now
        for _ in 0..<100 { #expect(await self.ask("a", at: now) == nil) }
        #expect(self.asked.withLock { $0 } == 1)
        for number in 0..<1_000 { #expect(await self.ask("\(number)", at: now) == nil) }
        #expect(self.asked.withLock { $0 } == 10)
        #expect(await self.ask("b", at: now + .milliseconds(1_001), isThere: true)?.id == "b")
        #expect(self.asked.withLock { $0 } == 11)
    }

    @Test func allWhoComeWithOneKeyWaitForOneQuestion() async {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let newcomers = self.newcomers
        let record = self.record("a")
        let found = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await newcomers.ask("a") {
                        for await _ in gate { break }
                        return record
                    } != nil
                }
            }
            try? await Task.sleep(for: .milliseconds(100))
            open.yield()
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(found == 50)
    }

    @Test func whatWasLearntOutlivesAListThatWasBegunBefore() async {
        let before = ContinuousClock.now
        #expect(await self.ask("a", at: before, isThere: true) != nil)
        #expect(self.newcomers.learned(since: before).map(\.id) == ["a"])
        #expect(self.newcomers.learned(since: .now).isEmpty)
        #expect(self.newcomers.learned(since: before).isEmpty)
    }
}
