@testable import Accounts
import Glibc
import Testing
import Threading

@Suite("Hashing passwords", .serialized)
struct PasswordHasherTests {
    private static let cheap = PasswordHash.Cost(memory: 64, passes: 1, lanes: 1)
    /// Some tenths of a second on one core.
    private static let slow = PasswordHash.Cost(memory: 65_536, passes: 8, lanes: 1)

    private static func hasher(
        threads: Int = 1, capacity: Int = 64, patience: Duration = .seconds(60), cost: PasswordHash.Cost = cheap
    ) throws -> PasswordHasher {
        try PasswordHasher(threads: threads, capacity: capacity, patience: patience, cost: cost)
    }

    private static let password = "quatre mots sans lien"
    private static func typed(_ text: String = password) throws -> TypedPassword { try #require(TypedPassword(text)) }

    @Test("The right password matches, however it was composed; a wrong one, and anybody's for nobody, do not")
    func matches() async throws {
        let hasher = try PasswordHasher()
        let hash = try await hasher.hash(try Password("été à l'île d'Ouessant", following: PasswordRule(words: [])))
        #expect(hash.stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") && !hash.needsRenewal)
        let read = try PasswordHash(stored: hash.stored)
        #expect(try await hasher.matches(try Self.typed("e\u{301}te\u{301} à l'île d'Ouessant"), read))
        #expect(try await hasher.matches(try Self.typed("été à l'île d'Ouessant"), read, from: .knownDevice))
        for wrong in ["", "Été à l'île d'Ouessant", "été à l'île d'Ouessant ", "été"] {
            #expect(try await !hasher.matches(try Self.typed(wrong), read))
        }
        #expect(try await !hasher.matches(try Self.typed(), nil))
    }

    @Test("The same password is hashed with another salt each time")
    func salted() async throws {
        let hasher = try Self.hasher()
        let password = try Password(Self.password, following: PasswordRule(words: []))
        let (one, two) = (try await hasher.hash(password), try await hasher.hash(password))
        #expect(one != two && one.salt != two.salt && one.salt.count == 16)
        for hash in [one, two] { #expect(try await hasher.matches(password.typed, hash)) }
    }

    @Test("A hash of older parameters still matches, and is renewed to today's")
    func renewed() async throws {
        let older = try await Self.hasher().renew(try Self.typed())
        #expect(older.needsRenewal)
        let hasher = try PasswordHasher()
        #expect(try await hasher.matches(try Self.typed(), older))
        let renewed = try await hasher.renew(try Self.typed())
        #expect(!renewed.needsRenewal)
        #expect(try await hasher.matches(try Self.typed(), renewed))
    }

    @Test("It takes as long for nobody as for somebody")
    func alike() async throws {
        let hasher = try PasswordHasher()
        let hash = try await hasher.renew(try Self.typed("another password of hers"))
        let clock = ContinuousClock()
        var times: [[Duration]] = [[], []]
        for round in 0..<41 {
            // In turn, so that whatever else the machine does meets both.
            for kind in round % 2 == 0 ? [0, 1] : [1, 0] {
                times[kind].append(try await clock.measure { _ = try await hasher.matches(try Self.typed(), kind == 0 ? hash : nil) })
            }
        }
        // The quickest of each: what it costs when nothing else is in the way, however busy the machine is.
        let quickest = times.map { $0.min() ?? .zero }
        #expect(abs((quickest[0] - quickest[1]) / .milliseconds(1)) < 5, "\(quickest)")
        #expect(quickest[1] > .milliseconds(5), "\(quickest)")
    }

    @Test("It runs on half the cores at most, and never holds up Swift's pool")
    func pool() async throws {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let width = try PasswordHasher().width
        #expect(width == max(1, cores / 2))
        // Here as many as there are cores: on the pool they would fill it.
        let hasher = try Self.hasher(threads: cores, cost: Self.slow)
        let clock = ContinuousClock()
        let single = try await clock.measure { _ = try await hasher.renew(try Self.typed()) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 * cores { group.addTask { _ = try await hasher.renew(try Self.typed()) } }
            var worst = Duration.zero
            for _ in 0..<20 {
                let slept = try await clock.measure { try await Task.sleep(for: .milliseconds(5)) }
                worst = max(worst, slept)
            }
            #expect(worst < single / 2, "\(worst), a hash takes \(single)")
            try await group.waitForAll()
        }
    }

    @Test("Beyond the bound of the queue, and beyond patience, there is an error of its own; afterwards it works as before")
    func overflow() async throws {
        let hasher = try Self.hasher(capacity: 2, patience: .milliseconds(50), cost: Self.slow)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await hasher.renew(try Self.typed())
                        return "hashed"
                    } catch { return "\(error)" }
                }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes.values.reduce(0, +) == 12)
        #expect(outcomes["hashed", default: 0] >= 1 && outcomes["late", default: 0] >= 1 && outcomes["full", default: 0] >= 1, "\(outcomes)")
        #expect(Set(outcomes.keys) == ["hashed", "late", "full"])
        _ = try await hasher.renew(try Self.typed())
    }

    @Test("Who is cancelled while waiting leaves, and takes no thread with them")
    func cancelled() async throws {
        let hasher = try Self.hasher(cost: Self.slow)
        let clock = ContinuousClock()
        let single = try await clock.measure { _ = try await hasher.renew(try Self.typed()) }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try? await hasher.renew(try Self.typed()) } }
            try? await Task.sleep(for: .milliseconds(20))
            group.cancelAll()
        }
        let elapsed = try await clock.measure { _ = try await hasher.renew(try Self.typed()) }
        // It waits for one that was under way at most, not for eight.
        #expect(elapsed < single * 5, "\(elapsed), one takes \(single)")
        let cancelled = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await hasher.renew(try Self.typed())
        }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }

    @Test("Known devices do not wait behind a flood from elsewhere")
    func flood() async throws {
        let hasher = try Self.hasher(capacity: 40, cost: Self.slow)
        let hash = try await hasher.renew(try Self.typed())
        let finished = Locked(0)
        let before = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    _ = try? await hasher.matches(try Self.typed("somebody guesses this"), hash)
                    finished.withLock { $0 += 1 }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            #expect(try await hasher.matches(try Self.typed(), hash, from: .knownDevice))
            let before = finished.withLock { $0 }
            group.cancelAll()
            return before
        }
        #expect(before < 10, "\(before) of the flood came first")
    }
}
