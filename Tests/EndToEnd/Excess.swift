import Browser
import Foundation
import NIOHTTP1

/// Far more deaths than anyone expects, which some communes declare for seven days and correct to none afterwards.
struct Excess: Sendable {
    private let declarations: [Declaration]

    /// The last communes of the department, so that the first ones stay silent for other tests.
    static func declare(in department: String, _ client: HouseClient, communes: Int = 40) async throws -> Excess {
        let today = try await client.department(department).date
        let days = try (0..<7).map { try day($0, before: today) }
        let declarations = try await client.communes(of: department).suffix(communes).flatMap { commune in
            days.map { Declaration(commune: commune.commune, occurredOn: $0, place: "careHome", deaths: 3) }
        }
        let excess = Excess(declarations: declarations)
        try await excess.send(declarations, client)
        return excess
    }

    /// Corrects every declaration to no death. The communes did declare, so the days are judged as calm and the episode ends; withdrawn
    /// declarations would leave the days unknown.
    func correct(_ client: HouseClient) async throws {
        try await send(
            declarations.map { declaration in
                var corrected = declaration
                (corrected.revision, corrected.reason, corrected.deaths) = (2, "exercice terminé", 0)
                (corrected.place, corrected.cause) = (nil, nil)
                return corrected
            }, client)
    }

    private func send(_ declarations: [Declaration], _ client: HouseClient) async throws {
        let answer = try await client.send(
            .POST, "/v1/declarations/batch", body: try declarations.map { try $0.json }.joined(separator: "\n"),
            headers: ["Content-Type": "application/x-ndjson"])
        let refused = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").filter { !$0.contains("\"status\":202") }
        guard answer.status == 200, refused.isEmpty else {
            throw BrowserError(description: "the batch was answered \(answer.status) \(refused.prefix(3))")
        }
    }

    private static func day(_ offset: Int, before today: String) throws -> String {
        let form = DateFormatter()
        form.dateFormat = "yyyy-MM-dd"
        form.timeZone = TimeZone(identifier: "UTC")
        guard let date = form.date(from: today) else { throw BrowserError(description: "\(today) is no day") }
        return form.string(from: date.addingTimeInterval(Double(-offset) * 86_400))
    }
}
