@testable import Accounts
import Testing

@Suite("Who is hashed for next")
struct HashingQueueTests {
    private static func isGranted(_ answer: HashingQueue<String>.Answer) -> Int? { if case .granted(let thread) = answer { thread } else { nil } }
    private static func isFull(_ answer: HashingQueue<String>.Answer) -> Bool { if case .full = answer { true } else { false } }

    /// Waits, or says why not.
    private static func join(_ queue: inout HashingQueue<String>, _ name: String, _ line: HashingQueue<String>.Line) -> UInt64? {
        guard case .mustWait = queue.take(line) else { return nil }
        let id = queue.nextWaiter()
        queue.enqueue(name, as: id, in: line)
        return id
    }

    @Test("Threads are granted once each, and come back")
    func threads() {
        var queue = HashingQueue<String>(threads: 2, capacity: 0)
        let first = Self.isGranted(queue.take(.other))
        let second = Self.isGranted(queue.take(.knownDevice))
        #expect(Set([first, second]) == [0, 1])
        #expect(Self.isFull(queue.take(.other)))
        #expect(queue.giveBack(0) == nil)
        #expect(Self.isGranted(queue.take(.other)) == 0)
    }

    @Test("Those who wait are served in their order, known devices first")
    func order() {
        var queue = HashingQueue<String>(threads: 1, capacity: 9)
        #expect(Self.isGranted(queue.take(.other)) == 0)
        for (name, line) in [("a", .other), ("b", .other), ("K", .knownDevice), ("c", .other), ("L", .knownDevice)] as [(String, HashingQueue<String>.Line)] {
            #expect(Self.join(&queue, name, line) != nil)
        }
        #expect((0..<5).map { _ in queue.giveBack(0) } == ["K", "L", "a", "b", "c"])
        #expect(queue.freeCount == 0)
        #expect(queue.giveBack(0) == nil && queue.freeCount == 1)
    }

    @Test("Each line has its own bound: a flood from elsewhere leaves room for known devices")
    func bounds() {
        var queue = HashingQueue<String>(threads: 1, capacity: 2)
        _ = queue.take(.other)
        #expect(Self.join(&queue, "a", .other) != nil && Self.join(&queue, "b", .other) != nil)
        #expect(Self.isFull(queue.take(.other)))
        #expect(Self.join(&queue, "K", .knownDevice) != nil)
        #expect(queue.giveBack(0) == "K")
    }

    @Test("Who gives up leaves the line once, and no thread is lost")
    func abandoned() throws {
        var queue = HashingQueue<String>(threads: 1, capacity: 9)
        _ = queue.take(.other)
        let a = try #require(Self.join(&queue, "a", .other))
        let b = try #require(Self.join(&queue, "b", .knownDevice))
        #expect(queue.abandon(a) == "a" && queue.abandon(a) == nil && queue.abandon(99) == nil)
        #expect(queue.giveBack(0) == "b" && queue.abandon(b) == nil)
        #expect(queue.giveBack(0) == nil && queue.freeCount == 1)
    }
}
