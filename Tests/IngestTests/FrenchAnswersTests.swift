import Accounts
import Formats
import French
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import NIOCore
import Runtime
import Testing

@testable import Ingest

@Suite("What is refused is told in French")
struct FrenchAnswersTests {
    private static let harms: [[String: String?]] = [
        ["id": "\"x\""], ["id": "\"00000000-0000-0000-0000-000000000000\""], ["id": nil], ["id": "7"], ["revision": "0"], ["revision": "1.5"],
        ["revision": "\"1\""],
        ["commune": "\"5626\""], ["commune": "\"20004\""], ["commune": "\"56000\""], ["commune": "\"56999\""], ["commune": "\"75056\""],
        ["occurredOn": "\"20/11/2026\""], ["occurredOn": "\"2026-02-30\""], ["occurredOn": "\"2027-01-01\""], ["occurredOn": "\"2020-01-01\""],
        ["place": "\"cave\""], ["place": "null"], ["cause": "\"rhume\""], ["cause": nil], ["deaths": "-1"], ["deaths": "10001"], ["deaths": "true"],
        ["deaths": "[]"],
        ["withdrawn": "1"], ["revision": "2"], ["revision": "2", "reason": "\"\""], ["reason": "\"\\u0007\""],
        ["reason": "\"\(String(repeating: "x", count: 501))\""],
        ["reason": "{}"], ["name": "1"],
    ]

    @Test("Every value that a form may not have")
    func forms() async throws {
        let door = Door()
        let rows =
            Self.harms.map { Door.declaration($0) } + [
                "[]", "\"x\"", "null", String(repeating: " ", count: 20_000) + "1", Door.declaration(), Door.declaration(["deaths": "3"]),
            ]
        let (english, french) = try await door.open { client in
            var headers = Door.headers(door.morbihan, type: "application/x-ndjson")
            let body = ByteBuffer(string: rows.joined(separator: "\n"))
            let english = try await client.execute(uri: "/v1/declarations/batch?dryRun=true", method: .post, headers: headers, body: body).rows
            headers[.acceptLanguage] = "fr"
            return (english, try await client.execute(uri: "/v1/declarations/batch?dryRun=true", method: .post, headers: headers, body: body).rows)
        }
        #expect(english.count == rows.count && french.count == rows.count)
        for (one, other) in zip(english, french) where one["status"] != .integer(200) {
            #expect(one["status"] == other["status"])
            for member in ["title", "detail"] { #expect(one[member] != other[member], "\(one)") }
            if let reason = one["reason"] { #expect(reason != other["reason"], "\(one)") }
        }
        #expect(english.count { $0["status"] == .integer(200) } == 1)
    }

    @Test(
        "Every header of a table that cannot be read, and every row",
        arguments: [
            "id,commune,occurredOn,deaths,name", "id,commune,occurredOn,deaths,deaths", "id,commune", "commune,occurredOn,deaths", "",
            "\"id,commune", "id,commune,occurredOn,deaths\na\"b,c", "id,commune,occurredOn,deaths\na,b,2026-11-20,0,x",
            "id,commune,occurredOn,deaths\na,b,yesterday,0",
            "id,commune,occurredOn,deaths\n\"a\"b", "id,commune,occurredOn,deaths\nTotal,,,",
            "id,commune,occurredOn,deaths\n" + String(repeating: "x", count: 20_000),
            "id,commune,occurredOn,deaths\n" + String(repeating: ",", count: 70), "id,commune,occurredOn,deaths\n" + String(repeating: "\n", count: 10_002),
        ])
    func tables(text: String) async throws {
        let door = Door()
        let details = try await door.open { client in
            var details: [[JSONValue?]] = []
            for language in ["en", "fr"] {
                var headers = Door.headers(door.morbihan, type: "text/csv")
                headers[.acceptLanguage] = language
                let answer = try await client.execute(
                    uri: "/v1/declarations/batch?dryRun=true", method: .post, headers: headers, body: ByteBuffer(string: text))
                details.append(answer.status == .ok ? answer.rows.map { $0["detail"] } : [answer.members["detail"]])
            }
            return details
        }
        #expect(details[0].count == details[1].count && !details[0].isEmpty)
        for (english, french) in zip(details[0], details[1]) { #expect(english != nil && english != french, "\(String(describing: english))") }
    }

    @Test("What concerns the whole")
    func wholes() async throws {
        let door = Door(publisher: ScriptedPublisher { _ in .connectionFailed })
        let asked: [(String, HTTPRequest.Method, APIKey?, String?, String)] = [
            ("/v1/declarations", .post, nil, "application/json", "{}"), ("/v1/declarations", .post, APIKey(), "application/json", "{}"),
            ("/v1/declarations", .post, door.reader, "application/json", "{}"), ("/v1/declarations", .post, door.vannes, "text/plain", "{}"),
            ("/v1/declarations", .post, door.vannes, "application/json", Door.declaration()), ("/v1/declarations/batch", .post, door.vannes, "text/plain", "x"),
            ("/v1/declarations/batch", .post, door.vannes, "application/x-ndjson", "\n"),
            ("/v1/declarations/batch?dryRun=yes", .post, door.vannes, "text/csv", "x"),
            ("/v1/declarations/batch?edition=2", .post, door.vannes, "text/csv", "x"), ("/v1/declarations/batch?source=", .post, door.vannes, "text/csv", "x"),
            ("/v1/declarations/batch", .post, door.vannes, "application/json", "{}"), ("/v1/declarations/batch", .post, door.vannes, "application/json", "[1"),
            ("/v1/declarations?state=x", .get, door.vannes, nil, ""), ("/v1/declarations?state=refused&limit=0", .get, door.vannes, nil, ""),
            ("/v1/declarations?state=refused", .get, door.vannes, nil, ""), ("/v1/declarations/x", .get, door.vannes, nil, ""),
        ]
        for (uri, method, key, type, body) in asked {
            let (english, french) = try await door.open { client in
                var headers = Door.headers(key, type: type)
                let english = try await client.execute(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body)).members
                headers[.acceptLanguage] = "fr-FR, en;q=0.5"
                return (english, try await client.execute(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body)).members)
            }
            #expect(english["status"] == french["status"])
            for member in ["title", "detail"] { #expect(english[member] != nil && english[member] != french[member], "\(method) \(uri): \(english)") }
        }
    }
}
