import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LiveCopies
import Messaging
import Mortality
import Runtime
import Testing
import Threading

@testable import Portal

/// Figures of days that the copies may not hold.
@Suite("Figures of long ago")
struct OlderFiguresTests {
    /// Which days each address is made of.
    private static let addresses = [
        ("/v1/departments/56?date=2018-03-01", "2018-03-01 2018-03-01 whole"), ("/v1/departments/56/communes?date=2018-03-01", "2018-03-01 2018-03-01 whole"),
        ("/v1/departments/56/series?from=2018-01-01&to=2018-03-01", "2018-01-01 2018-03-01 deaths"),
        ("/v1/france?date=2018-03-01", "2018-03-01 2018-03-01 whole"),
    ]

    @Test("While they cannot be had they are unavailable, and never zero", arguments: addresses)
    func unavailable(_ address: String, _: String) async throws {
        var figures = StandingFigures()
        figures.failure = RPCFailure(.unavailable, "older days of the counts cannot be had now: secret")
        let portal = TestedPortal(figures: figures)
        let answer = try await portal.open { try await $0.get(address, key: portal.national) }
        #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "2")
        #expect(answer.headers[.contentType] == "application/problem+json" && answer.headers[.eTag] == nil)
        let text = String(buffer: answer.body)
        #expect(!text.contains("deaths") && !text.contains("secret"))
        // What is told otherwise is told on.
        figures.failure = nil
        let other = TestedPortal(figures: figures)
        #expect(try await other.open { try await $0.get(address, key: other.national) }.status == .ok)
    }

    @Test("Each answer asks for the days that it is made of", arguments: addresses)
    func wanted(_ address: String, _ wanted: String) async throws {
        let asked = Locked<[WantedDays]>([])
        var figures = StandingFigures()
        figures.asked = { days in asked.withLock { $0.append(days) } }
        let portal = TestedPortal(figures: figures)
        let answer = try await portal.open { try await $0.get(address, key: portal.national) }
        #expect(answer.status == .ok)
        #expect(asked.withLock { $0.map { "\($0.days.lowerBound) \($0.days.upperBound) \($0.depth)" } } == [wanted])
        #expect(asked.withLock { $0.map(\.departments) } == [[try Given.morbihan]])
    }
}
