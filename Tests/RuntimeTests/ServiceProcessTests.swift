import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import Runtime

/// A whole process: what it says, and how it ends.
@Suite(.timeLimit(.minutes(2))) struct ServiceProcessTests {
    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func aSettingThatCannotBeUsedIsOneSentence() async throws {
        let result = try await #require(processExitsWith: .exitCode(78), observing: [\.standardErrorContent]) {
            setenv("VIGIE_LOG_LEVEL", "shouting", 1)
            await ServiceProcess.run("test") { _ in [] }
        }
        let said = Self.text(result.standardErrorContent)
        #expect(said.contains("vigie test: setting VIGIE_LOG_LEVEL: it must be one of trace, debug, info"))
        #expect(!said.contains("shouting"))
    }

    @Test func aSettingThatIsMissingIsNamed() async throws {
        let result = try await #require(processExitsWith: .exitCode(78), observing: [\.standardErrorContent]) {
            await ServiceProcess.run("test") { context in
                _ = try context.settings.secret("VIGIE_AMQP_URL")
                return []
            }
        }
        #expect(Self.text(result.standardErrorContent).contains("vigie test: setting VIGIE_AMQP_URL: it is required"))
    }

    @Test func anOrderlyStopEndsWithZero() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
            setenv("VIGIE_INSTANCE", "test-7", 1)
            await ServiceProcess.run("test") { context in
                [
                    Background {
                        kill(getpid(), SIGTERM)
                        try await gracefulShutdown()
                        context.logger.notice("finished what was begun")
                    }
                ]
            }
        }
        let lines = Self.text(result.standardErrorContent).split(separator: "\n").filter { $0.hasPrefix("{\"time\"") }
        #expect(lines.contains { $0.contains("\"message\":\"finished what was begun\"") && $0.contains("\"instance\":\"test-7\"") })
        #expect(lines.last?.contains("\"message\":\"stopped\"") == true)
    }

    @Test func workThatKnowsNoStopIsCancelled() async {
        await #expect(processExitsWith: .exitCode(0)) {
            await ServiceProcess.run("test") { _ in
                [
                    Background.untilStop {
                        kill(getpid(), SIGTERM)
                        try? await Task.sleep(for: .seconds(3_600))
                    }
                ]
            }
        }
    }

    @Test func aStopThatNobodyHeedsComesAnyway() async {
        await #expect(processExitsWith: .failure) {
            await ServiceProcess.run("test", patience: .milliseconds(200)) { _ in
                [
                    Background {
                        kill(getpid(), SIGTERM)
                        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                    }
                ]
            }
        }
    }

    @Test func aServiceThatFailsEndsTheProcess() async throws {
        let result = try await #require(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
            struct Broken: Error {}
            await ServiceProcess.run("test") { _ in [Background { throw Broken() }] }
        }
        #expect(Self.text(result.standardErrorContent).contains("vigie test:"))
    }

    @Test func aReaderThatIsGoneDoesNotEndTheProcess() async {
        await #expect(processExitsWith: .exitCode(0)) {
            await ServiceProcess.run("test") { _ in
                [
                    Background {
                        var ends: [Int32] = [0, 0]
                        guard pipe(&ends) == 0 else { return }
                        close(ends[0])
                        LogOutput(descriptor: ends[1]).write("nobody reads this\n")
                        kill(getpid(), SIGTERM)
                        try await gracefulShutdown()
                    }
                ]
            }
        }
    }
}
