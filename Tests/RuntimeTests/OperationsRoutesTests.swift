import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Runtime

@Suite struct OperationsRoutesTests {
    private let readiness = Readiness()
    private let registry = PrometheusRegistry()

    private func answer(_ path: String) async throws -> TestResponse {
        let router = Router()
        OperationsRoutes(readiness: self.readiness, registry: self.registry).add(to: router)
        return try await Application(router: router).test(.router) { try await $0.execute(uri: path, method: .get) }
    }

    @Test func aliveIsAlive() async throws {
        self.readiness.require("broker") { "away" }
        let response = try await self.answer("/healthz")
        #expect(response.status == .ok && String(buffer: response.body) == "ok\n")
    }

    @Test func readyIsTwoHundred() async throws {
        self.readiness.require("broker") { nil }
        let response = try await self.answer("/readyz")
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json")
        #expect(String(buffer: response.body) == "{\"ready\":true,\"checks\":{\"broker\":\"ok\"}}\n")
    }

    @Test func notReadyNamesWhatIsAway() async throws {
        self.readiness.require("reference") { nil }
        self.readiness.require("broker") { "said \"no\"\n" }
        let response = try await self.answer("/readyz")
        #expect(response.status == .serviceUnavailable)
        #expect(String(buffer: response.body) == "{\"ready\":false,\"checks\":{\"broker\":\"said \\\"no\\\"\\n\",\"reference\":\"ok\"}}\n")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView)) }
    }

    @Test func metricsAreInPrometheusText() async throws {
        Counter(label: "vigie_seen_total", factory: self.registry).increment()
        let response = try await self.answer("/metrics")
        #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(String(buffer: response.body) == "# HELP vigie_seen_total vigie seen total\n# TYPE vigie_seen_total counter\nvigie_seen_total 1\n")
    }
}
