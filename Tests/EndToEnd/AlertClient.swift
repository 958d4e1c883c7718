import Browser
import Foundation

/// Reads what the API tells of alerts.
struct AlertClient: Sendable {
    struct Alert: Decodable, Sendable {
        let id: String
        let kind: String
        let level: String
        let status: String
        let confirmation: String
        let acknowledgedBy: String?
        let closingReason: String?
        let explanation: String?
    }

    struct Event: Decodable, Sendable {
        let number: Int
        let kind: String
        let by: String?
        let comment: String?
    }

    struct Detail: Decodable, Sendable {
        let alert: Alert
        let events: [Event]
    }

    let client: HouseClient

    /// Returns alerts, by a query such as `?department=00`; without a query, as they are seen from outside.
    func alerts(_ query: String) async throws -> [Alert] {
        struct Told: Decodable { let alerts: [Alert] }
        return try await client.get("/v1/alerts\(query)").decode(Told.self).alerts
    }

    func detail(_ id: String) async throws -> Detail { try await client.get("/v1/alerts/\(id)").decode() }

    /// Returns the open alert of excess of a department, once its level is as high as it will be.
    func raised(in department: String) async throws -> Alert {
        func open() async throws -> Alert? {
            try await alerts("?department=\(department)").first { $0.kind == "excess" && $0.status != "closed" }
        }
        let alert = try await client.poll(seconds: 60) {
            try await open()
        } until: {
            $0?.level == "red"
        }
        guard let alert, ["orange", "red"].contains(alert.level) else {
            throw BrowserError(description: "no alert of excess was raised within a minute; there is \(alert.map { "one of level \($0.level)" } ?? "none")")
        }
        return alert
    }
}
