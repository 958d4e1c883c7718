import Logging
import Testing
import Threading

@testable import Runtime

@Suite("Work that is done again and again", .timeLimit(.minutes(1)))
struct PeriodicTests {
    private struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let lines = Collected<String>()
    private let pauses = Collected<Duration>()

    private func periodic(_ interval: Duration = .seconds(10), retrying retries: ClosedRange<Duration>? = nil, level: Logger.Level = .warning) -> Periodic {
        let (lines, pauses) = (self.lines, self.pauses)
        let logger = Logger(label: "tests") { label in
            JSONLogHandler(service: "tests", instance: "tests-1", label: label, level: .info) { lines.append($0) }
        }
        var periodic = Periodic(every: interval, retrying: retries, failure: "the banner could not be learnt", level: level, logger: logger)
        periodic.sleep = { pauses.append($0) }
        return periodic
    }

    /// Which messages were logged, at which levels.
    private var told: [String] {
        get throws {
            try self.lines.all.map { line in
                let match = try #require(line.firstMatch(of: #/"level":"(\w+)".*"message":"([^"]*)"/#), "\(line)")
                return "\(match.1): \(match.2)"
            }
        }
    }

    /// Whether each pause is at most the one told, and at least four fifths of it.
    private func arePauses(_ expected: [Duration]) -> Bool {
        let taken = self.pauses.all
        return taken.count == expected.count && zip(taken, expected).allSatisfy { $0 <= $1 && $0 >= $1 * 0.8 }
    }

    @Test("A round follows the other after the usual pause or one of its own, until the work is done")
    func rounds() async {
        var rounds = 0
        await self.periodic().runPaced {
            rounds += 1
            return rounds == 4 ? .never : rounds == 2 ? .after(.seconds(30)) : .asUsual
        }
        #expect(rounds == 4)
        #expect(self.arePauses([.seconds(10), .seconds(30), .seconds(10)]), "\(self.pauses.all)")
        #expect(self.lines.all.isEmpty)
    }

    @Test("A failure ends nothing: the next rounds come after longer pauses, and usual ones again once one goes well")
    func failures() async throws {
        var rounds = 0
        await self.periodic(.seconds(10), retrying: .seconds(1)...(.seconds(4))).runPaced {
            rounds += 1
            switch rounds {
            case 1...4: throw Fault(description: "the database is away")
            case 5: return .asUsual
            case 6: throw Fault(description: "the database is away")
            default: return .never
            }
        }
        #expect(rounds == 7)
        #expect(
            self.arePauses([.seconds(1), .seconds(2), .seconds(4), .seconds(4), .seconds(10), .seconds(1)]), "\(self.pauses.all)")
    }

    @Test("A failure that lasts is told once, another one too, and their end")
    func telling() async throws {
        var rounds = 0
        await self.periodic().runPaced {
            rounds += 1
            switch rounds {
            case 1, 2, 3: throw Fault(description: "away, tried again in \(rounds) ms")
            case 4: throw Fault(description: "read-only")
            case 5: return .asUsual
            case 6: throw Fault(description: "read-only")
            default: return .never
            }
        }
        #expect(
            try self.told == [
                "warning: the banner could not be learnt", "warning: the banner could not be learnt", "info: it succeeds again",
                "warning: the banner could not be learnt", "info: it succeeds again",
            ])
        #expect(self.lines.all.map { $0.contains("read-only") } == [false, true, false, true, false])
    }

    @Test("What is told quietly ends quietly")
    func quiet() async {
        var rounds = 0
        await self.periodic(level: .debug).runPaced {
            rounds += 1
            if rounds == 1 { throw Fault(description: "away") }
            return .never
        }
        #expect(rounds == 2 && self.lines.all.isEmpty)
    }

    @Test("Who is cancelled begins no other round, has not failed, and is not kept by a pause")
    func cancelled() async throws {
        let (lines, rounds) = (self.lines, Locked(0))
        var periodic = self.periodic(.seconds(600))
        periodic.sleep = nil
        for isThrown in [false, true] {
            await withTaskGroup { group in
                group.addTask { [periodic] in
                    await periodic.run {
                        rounds.withLock { $0 += 1 }
                        guard isThrown else { return }
                        try await Task.sleep(for: .seconds(600))
                    }
                }
                while rounds.withLock({ $0 }) < (isThrown ? 2 : 1) { await Task.yield() }
                group.cancelAll()
            }
        }
        #expect(rounds.withLock { $0 } == 2)
        #expect(lines.all.isEmpty)
    }

    @Test("Told to stop, it ends the pause at once, and lets the round under way end by itself")
    func stopped() async {
        let stop = StopSignal()
        var periodic = self.periodic(.seconds(600))
        periodic.sleep = nil
        let (pausing, signal) = AsyncStream<Void>.makeStream()
        await withTaskGroup { group in
            group.addTask { [periodic] in await periodic.run(until: stop) { signal.yield() } }
            for await _ in pausing { break }
            stop.stop()
        }
        // One that is stopped already begins nothing; one that is stopped by a round ends that round.
        await periodic.run(until: stop) { Issue.record("a round began after the stop") }
        let during = StopSignal()
        var ended = 0
        await periodic.run(until: during) {
            during.stop()
            await Task.yield()
            #expect(!Task.isCancelled)
            ended += 1
        }
        #expect(ended == 1)
    }
}

@Suite("Pauses between rounds")
struct RoundPausesTests {
    @Test("They double while rounds fail, up to the longest, however often")
    func doubling() {
        var pauses = RoundPauses(interval: .seconds(1), retries: .seconds(2)...(.seconds(60)))
        #expect((0..<6).map { _ in pauses.failed("away") } == [2, 4, 8, 16, 32, 60].map { .seconds($0) })
        for _ in 0..<100 { #expect(pauses.failed("away") == .seconds(60)) }
        #expect(pauses.isFailing)
        #expect(pauses.succeeded(.asUsual) == .seconds(1) && !pauses.isFailing)
        #expect(pauses.failed("away") == .seconds(2))
    }

    @Test("A kind of failure is news once, until a round goes well")
    func news() {
        var pauses = RoundPauses(interval: .seconds(1), retries: .seconds(1)...(.seconds(1)))
        #expect(pauses.isNew("away"))
        _ = pauses.failed("away")
        #expect(!pauses.isNew("away") && pauses.isNew("denied"))
        _ = pauses.failed("denied, 12 of 40")
        #expect(!pauses.isNew("away") && !pauses.isNew("denied, 3 of 5") && pauses.isNew("denied"))
        #expect(pauses.succeeded(.after(.seconds(3))) == .seconds(3))
        #expect(pauses.isNew("away"))
        #expect(pauses.succeeded(.never) == nil)
    }

    @Test("However many kinds there are, few are remembered")
    func bounded() {
        var pauses = RoundPauses(interval: .seconds(1), retries: .seconds(1)...(.seconds(1)))
        let kinds = (0..<40).map { String(repeating: "x", count: $0 + 1) }
        for kind in kinds { _ = pauses.failed(kind) }
        #expect(kinds.count { !pauses.isNew($0) } <= 16 && !pauses.isNew(kinds[39]))
    }
}
