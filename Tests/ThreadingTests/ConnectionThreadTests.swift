import Glibc
import Testing
import Threading

/// An actor that lives on a thread of its own.
private actor Resident {
    let thread: ConnectionThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }
    private(set) var wakes = 0

    init(_ thread: ConnectionThread) { self.thread = thread }

    func isHome() -> Bool { self.thread.isCurrent }

    func block(microseconds: UInt32) { usleep(microseconds) }

    /// Goes down `levels` calls of more than 100 bytes each, and comes back with their number.
    func descend(_ levels: Int) -> Int {
        func down(_ left: Int, _ a: (Int, Int, Int, Int, Int, Int, Int, Int)) -> Int {
            guard left > 0 else { return a.0 }
            return down(left - 1, (a.7 + 1, a.0, a.1, a.2, a.3, a.4, a.5, a.6)) &+ (left & 1)
        }
        _ = down(levels, (0, 0, 0, 0, 0, 0, 0, 0))
        return levels
    }

    func name() -> String {
        let file = open("/proc/thread-self/comm", O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = max(0, read(file, &bytes, bytes.count))
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    func woke() { self.wakes += 1 }
}

@Suite struct ConnectionThreadTests {
    @Test func runsItsActorOnItself() async throws {
        let thread = try ConnectionThread(name: "test")
        defer { thread.stop() }
        let resident = Resident(thread)
        #expect(await resident.isHome())
        #expect(!thread.isCurrent)
    }

    @Test func hasAStackForDeepTables() async throws {
        let thread = try ConnectionThread(name: "stack")
        defer { thread.stop() }
        #expect(await Resident(thread).descend(15_000) == 15_000)
    }

    @Test func bearsItsName() async throws {
        let thread = try ConnectionThread(name: "a-name-that-is-too-long")
        defer { thread.stop() }
        #expect(await Resident(thread).name() == "a-name-that-is-\n")
    }

    @Test func blockingCallsOfSeveralThreadsOverlap() async throws {
        let threads = try (0..<4).map { try ConnectionThread(name: "block-\($0)") }
        defer { for thread in threads { thread.stop() } }
        let clock = ContinuousClock()
        let elapsed = await clock.measure {
            await withTaskGroup { group in
                for thread in threads { group.addTask { await Resident(thread).block(microseconds: 900_000) } }
            }
        }
        // One after the other they would take 3.6 s.
        #expect(elapsed < .milliseconds(3_000))
    }

    @Test func wakesWhenTheDescriptorIsReadable() async throws {
        let thread = try ConnectionThread(name: "watch")
        defer { thread.stop() }
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer { close(writing); close(reading) }
        let (wakes, continuation) = AsyncStream.makeStream(of: UInt8.self)
        thread.watch(reading, atLeastEvery: .seconds(60)) {
            var byte: UInt8 = 0
            if read(reading, &byte, 1) == 1 { continuation.yield(byte) }
        }
        var byte: UInt8 = 7
        #expect(write(writing, &byte, 1) == 1)
        var iterator = wakes.makeAsyncIterator()
        #expect(await iterator.next() == 7)
        thread.unwatch()
    }

    @Test func wakesEachIntervalThoughNothingArrives() async throws {
        let thread = try ConnectionThread(name: "interval")
        defer { thread.stop() }
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self)
        thread.watch(ends[0], atLeastEvery: .milliseconds(20)) { continuation.yield() }
        var iterator = wakes.makeAsyncIterator()
        for _ in 0..<3 { #expect(await iterator.next() != nil) }
        thread.unwatch()
    }

    @Test func aFloodOfJobsDoesNotStarveTheDescriptor() async throws {
        let thread = try ConnectionThread(name: "flood")
        defer { thread.stop() }
        let resident = Resident(thread)
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer { close(writing); close(reading) }
        let woken = Locked(false)
        thread.watch(reading, atLeastEvery: .seconds(60)) {
            var byte: UInt8 = 0
            if read(reading, &byte, 1) == 1 { woken.withLock { $0 = true } }
        }
        var byte: UInt8 = 1
        #expect(write(writing, &byte, 1) == 1)
        var jobs = 0
        while !woken.withLock({ $0 }) && jobs < 1_000_000 {
            await resident.woke()
            jobs += 1
        }
        #expect(woken.withLock { $0 })
    }

    @Test func aTaskGroupCanPreferIt() async throws {
        let thread = try ConnectionThread(name: "prefer")
        defer { thread.stop() }
        let home = await withTaskGroup(of: Bool.self) { group in
            group.addTask(executorPreference: thread) { thread.isCurrent }
            return await group.next()
        }
        #expect(home == true)
    }
}

@Suite struct LockedTests {
    @Test func countsEveryIncrement() async {
        let count = Locked(0)
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<10_000 { count.withLock { $0 += 1 } } } }
        }
        #expect(count.withLock { $0 } == 80_000)
    }

    @Test func unlocksWhenTheBodyThrows() {
        struct Stop: Error {}
        let count = Locked(1)
        #expect(throws: Stop.self) { try count.withLock { _ throws(Stop) in throw Stop() } }
        #expect(count.withLock { $0 } == 1)
    }
}
