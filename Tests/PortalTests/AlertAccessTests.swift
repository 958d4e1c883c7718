import Answering
import HTTPTypes
import HummingbirdTesting
import Mortality
import Runtime
import Testing

@testable import Portal

/// Every kind of key on every address of alerts.
@Suite("Who may see alerts and act upon them")
struct AlertAccessTests {
    private static let reads = ["/v1/alerts", "/v1/alerts?department=56", "/v1/alerts/\(Given.alertID)"]
    private static let acts = AlertAction.allCases.map { "/v1/alerts/\(Given.alertID)/\($0.rawValue)" }

    @Test("401 without a key in force, 403 for one that may not read", arguments: reads)
    func reading(path: String) async throws {
        let portal = TestedPortal()
        let statuses = try await portal.open { client in
            [
                try await client.get(path, key: nil).status, try await client.get(path, key: portal.stranger).status,
                try await client.get(path, key: portal.blind).status,
            ]
        }
        #expect(statuses == [.unauthorized, .unauthorized, .forbidden])
        #expect(portal.others.questions.isEmpty)
    }

    @Test("The same for acting, and for a key without the scope", arguments: acts)
    func acting(path: String) async throws {
        let portal = TestedPortal()
        let statuses = try await portal.open { client in
            [
                try await client.post(path, "{}", key: nil).status, try await client.post(path, "{}", key: portal.stranger).status,
                try await client.post(path, "{}", key: portal.blind).status, try await client.post(path, "{}", key: portal.reader).status,
            ]
        }
        #expect(statuses == [.unauthorized, .unauthorized, .forbidden, .forbidden])
        #expect(portal.others.questions.isEmpty)
    }

    @Test("503 before keys are loaded", arguments: reads)
    func early(path: String) async throws {
        let portal = TestedPortal(isLoaded: false)
        #expect(try await portal.open { try await $0.get(path, key: portal.national) }.status == .serviceUnavailable)
        #expect(try await portal.open { try await $0.post("/v1/alerts/\(Given.alertID)/close", "{}", key: portal.national) }.status == .serviceUnavailable)
    }
}
