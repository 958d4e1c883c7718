import Logging
import ServiceLifecycle
import Testing
import Threading

@testable import Runtime

@Suite("A port that opens once its service is ready", .timeLimit(.minutes(1)))
struct OpenOnceReadyTests {
    /// Notes that it was started, and serves until it is stopped.
    private struct Server: Service {
        let isOpen: Locked<Bool>

        func run() async throws {
            self.isOpen.withLock { $0 = true }
            try? await gracefulShutdown()
        }
    }

    /// Runs a server that needs what `absence` says is away, until `body` returns.
    private func run(
        absence: Locked<String?>, patience: Duration, _ body: @escaping @Sendable (Locked<Bool>) async throws -> Void
    ) async throws {
        let readiness = Readiness()
        readiness.require("broker") { absence.withLock { $0 } }
        let isOpen = Locked(false)
        let server = OpenOnceReady(server: Server(isOpen: isOpen), readiness: readiness, patience: patience)
        let group = ServiceGroup(services: [server], logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do { try await body(isOpen) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try? await tasks.waitForAll()
        }
    }

    private func eventually(_ isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test("It stays closed while something is away, and opens when all is there")
    func waits() async throws {
        let absence = Locked<String?>("away")
        try await self.run(absence: absence, patience: .seconds(30)) { isOpen in
            try await Task.sleep(for: .milliseconds(300))
            #expect(!isOpen.withLock { $0 })
            absence.withLock { $0 = nil }
            try await self.eventually { isOpen.withLock { $0 } }
        }
    }

    @Test("After its patience it opens in any case")
    func opensInAnyCase() async throws {
        try await self.run(absence: Locked("away"), patience: .milliseconds(200)) { isOpen in
            try await self.eventually { isOpen.withLock { $0 } }
        }
    }

    @Test("Told to stop while it waits, it never opens")
    func stops() async throws {
        let seen = Locked<Locked<Bool>?>(nil)
        try await self.run(absence: Locked("away"), patience: .seconds(30)) { isOpen in
            seen.withLock { $0 = isOpen }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(seen.withLock { $0 }?.withLock { $0 } == false)
    }
}
