import Foundation
import NIOHTTP1
import TestBench
import Testing

/// Somebody who may read everything and is no prefecture. They ask every address of the description during a red that nobody has confirmed.
struct Outsider: Sendable {
    private struct Description: Decodable {
        struct Operation: Decodable {
            let parameters: [Parameter]?
            /// The ways to identify oneself, where not every way will do.
            let security: [[String: [String]]]?
        }

        struct Parameter: Decodable {
            let name: String
            let `in`: String
        }

        let paths: [String: [String: Operation]]
    }

    let client: HouseClient
    let key: String

    /// Makes the key, and waits until services know it.
    static func come(to client: HouseClient) async throws -> Outsider {
        let key = try await client.house.console("key", "create", "--all", "--scope", "read", "--label", "outsider")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let status = try await client.poll(seconds: 30) {
            try await client.send(.GET, "/v1/alerts", key: key).status
        } until: {
            $0 == 200
        }
        #expect(status == 200)
        return Outsider(client: client, key: key)
    }

    /// Reads every address and checks that none tells of the alert's red.
    func readsNoRed(of alert: String, in department: String) async throws {
        let values = [
            "code": department, "id": alert, "z": "5", "x": "15", "y": "11", "date": try await client.department(department).date,
            "indicator": "level", "by": "commune", "department": department, "limit": "10", "width": "640", "height": "480",
        ]
        let description: Description = try await client.get("/v1/openapi.json").decode()
        var asked = 0
        for (path, operations) in description.paths.sorted(by: { $0.key < $1.key }) {
            // Ingest takes declarations, also for practice; the description tells of no alert; a stream does not end, and another test reads it.
            let isIngest = ["/v1/declarations", "/v1/exercise/"].contains { path.hasPrefix($0) }
            guard let operation = operations["get"], !isIngest, operation.security?.contains(where: { $0.keys.contains("key") }) ?? true,
                !["/v1/openapi.json", "/v1/events"].contains(path)
            else { continue }
            var (address, query) = (path, [String]())
            for parameter in operation.parameters ?? [] {
                let value = path.hasPrefix("/v1/regions") && parameter.name == "code" ? "53" : values[parameter.name]
                if parameter.in == "path" {
                    address = address.replacing("{\(parameter.name)}", with: try #require(value, "\(path): \(parameter.name)"))
                } else if let value {
                    query.append("\(parameter.name)=\(value)")
                }
            }
            let whole = address + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
            let answer = try await client.send(.GET, whole, key: key)
            #expect([200, 204].contains(answer.status), "\(whole): \(answer.status)")
            #expect(!tellsOfRed(answer.body), "\(whole)")
            if address.hasSuffix("png") || address.hasSuffix("pdf"), address.hasPrefix("/v1/departments") {
                let own = try await client.get(whole)
                #expect(own.body != answer.body, "\(whole) is the same picture from either side")
            }
            asked += 1
        }
        #expect(asked > 15)
    }

    /// Whether a value is red, a commune is painted red, or words say so. Legends name every level and do not count.
    private func tellsOfRed(_ body: Data) -> Bool {
        if let told = ToldRed.isIn(body) { return told }
        let text = String(decoding: body, as: UTF8.self)
        return ["class=\"commune red\"", "class=\"department red\"", "niveau rouge", "Niveau rouge"].contains { text.contains($0) }
    }
}
