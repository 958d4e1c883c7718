import Testing
import Threading

@testable import LiveCopies

@Suite struct TurnstileTests {
    @Test("So many are let through at a time, and in the end all", .timeLimit(.minutes(1)))
    func width() async throws {
        let turnstile = Turnstile(width: 3)
        let inside = Locked<(now: Int, most: Int, all: Int)>((0, 0, 0))
        await withTaskGroup { group in
            for _ in 0..<200 {
                group.addTask {
                    guard await turnstile.enter(by: .now + .seconds(50)) else { return }
                    inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
                    await Task.yield()
                    inside.withLock { $0.now -= 1 }
                    turnstile.leave()
                }
            }
        }
        let seen = inside.withLock { $0 }
        #expect(seen.most <= 3 && seen.all == 200 && seen.now == 0)
    }

    @Test("Who waits too long or is cancelled goes, and takes nobody's place", .timeLimit(.minutes(1)))
    func goingAway() async throws {
        let turnstile = Turnstile(width: 1)
        #expect(await turnstile.enter(by: .now + .seconds(5)))
        #expect(await turnstile.enter(by: .now + .milliseconds(50)) == false)
        let cancelled = await withTaskGroup(of: Bool.self) { group in
            group.addTask { await turnstile.enter(by: .now + .seconds(50)) }
            try? await Task.sleep(for: .milliseconds(20))
            group.cancelAll()
            return await group.next() ?? true
        }
        #expect(!cancelled)
        turnstile.leave()
        #expect(await turnstile.enter(by: .now + .milliseconds(50)))
        turnstile.leave()
    }
}
