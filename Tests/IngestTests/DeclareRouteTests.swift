import Accounts
import Contracts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing
import Web

@testable import Ingest

@Suite("POST /v1/declarations")
struct DeclareRouteTests {
    @Test("A declaration is accepted with its receipt, and the broker is given what was sent")
    func accepted() async throws {
        let door = Door()
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let traceparent = try #require(HTTPField.Name("traceparent"))
        let response = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes, headers: [traceparent: trace]) }
        #expect(response.status == .accepted)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[traceparent]?.contains("4bf92f3577b34da6a3ce929d0e0e4736") == true)
        let declaration = try DeclarationForm(try JSONReader.read(Array(Door.declaration().utf8))).declaration()
        let receipt = Base64URL.encode(Door.mint.bytes(for: declaration))
        #expect(response.members == ["id": .string(Door.id), "revision": .integer(1), "receipt": .string(receipt)])

        let message = try #require(door.publisher.messages.first)
        #expect(door.publisher.messages.count == 1)
        #expect(message.exchange == "vigie.declarations")
        #expect(message.routingKey == "declaration")
        #expect(message.properties.isPersistent)
        #expect(message.properties.type == "vigie.v1.DeclarationSubmitted")
        #expect(message.properties.headers["traceparent"]?.contains("4bf92f3577b34da6a3ce929d0e0e4736") == true)
        let submitted: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: message.body)
        #expect(try Declaration(submitted.declaration) == declaration)
        #expect(submitted.receivedAtUs == Door.noon.microseconds)
        #expect(submitted.keyID == door.vannes.id)
        #expect(submitted.correlationID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(!submitted.mayBackdate)
        #expect(Base64URL.encode(submitted.receipt) == receipt)
    }

    @Test("A trace begins here when none is given, or what is given is none", arguments: [nil, "nonsense", "00-0-0-0"])
    func traces(given: String?) async throws {
        let door = Door()
        let traceparent = try #require(HTTPField.Name("traceparent"))
        let headers: HTTPFields = given.map { [traceparent: $0] } ?? [:]
        let response = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes, headers: headers) }
        let submitted: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: try #require(door.publisher.messages.first).body)
        #expect(submitted.correlationID.count == 32)
        #expect(response.headers[traceparent]?.contains(submitted.correlationID) == true)
    }

    @Test("The same declaration sent again gets the same receipt")
    func again() async throws {
        let door = Door()
        let answers = try await door.open { client in
            [try await client.declare(Door.declaration(), key: door.vannes).text, try await client.declare(Door.declaration(), key: door.vannes).text]
        }
        #expect(answers[0] == answers[1])
        #expect(door.publisher.messages.count == 2)
    }

    /// Sends, and says what was answered; nothing must have reached the broker.
    private func refused(
        _ body: String, key: (Door) -> APIKey? = \.vannes, headers: HTTPFields = [:], door: Door = Door()
    ) async throws -> TestResponse {
        let key = key(door)
        let response = try await door.open { try await $0.declare(body, key: key, headers: headers) }
        #expect(door.publisher.calls == 0)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.members["status"] == .integer(Int(response.status.code)))
        return response
    }

    @Test("400: malformed, with the place")
    func malformed() async throws {
        let response = try await self.refused("{\"id\":\n  oops}")
        #expect(response.status == .badRequest)
        #expect(response.members["detail"] == .string("not the beginning of a value, at line 2, column 3 (byte 9)"))
        #expect(try await self.refused("").status == .badRequest)
        #expect(try await self.refused("{\"deaths\":1,\"deaths\":2}").status == .badRequest)
        #expect(try await self.refused(String(repeating: "[", count: 9)).status == .badRequest)
    }

    @Test("401: no key, a wrong one, a revoked one; it says how to send one")
    func unauthorized() async throws {
        for (key, headers) in [
            (nil, [:]), (nil, [.authorization: "Bearer"]), (nil, [.authorization: "Basic dTpw"]), (nil, [.authorization: "Bearer vgk_x"]),
        ] as [(APIKey?, HTTPFields)] {
            let response = try await self.refused(Door.declaration(), key: { _ in key }, headers: headers)
            #expect(response.status == .unauthorized)
            #expect(response.headers[.wwwAuthenticate] == "Bearer realm=\"vigie\"")
        }
        #expect(try await self.refused(Door.declaration(), key: \.revoked).status == .unauthorized)
        #expect(try await self.refused(Door.declaration(), key: { _ in APIKey() }).status == .unauthorized)
    }

    @Test("401: the right id with another secret opens nothing")
    func wrongSecret() async throws {
        let door = Door()
        let other = APIKey().text
        let header = "Bearer vgk_\(door.vannes.id)\(other.dropFirst(12))"
        let response = try await door.open { try await $0.declare(Door.declaration(), key: nil, headers: [.authorization: header]) }
        #expect(response.status == .unauthorized)
        #expect(door.publisher.calls == 0)
    }

    @Test("403: another commune's, and a key that may only read")
    func forbidden() async throws {
        #expect(try await self.refused(Door.declaration(["commune": "\"56121\""])).status == .forbidden)
        #expect(try await self.refused(Door.declaration(), key: \.reader).status == .forbidden)
    }

    @Test("404: a commune that does not exist, and an address that is none")
    func notFound() async throws {
        let response = try await self.refused(Door.declaration(["commune": "\"56999\""]), key: \.everywhere)
        #expect(response.status == .notFound)
        let door = Door()
        let stray = try await door.open { try await $0.execute(uri: "/v1/nothing", method: .post) }
        #expect(stray.status == .notFound)
        #expect(stray.headers[.contentType] == "application/problem+json")
    }

    @Test("413: more than 16 KiB; exactly that is taken")
    func tooLarge() async throws {
        let padding = String(repeating: " ", count: 16 << 10)
        #expect(try await self.refused(Door.declaration() + padding).status == .contentTooLarge)
        let door = Door()
        let just = String(repeating: " ", count: (16 << 10) - Door.declaration().utf8.count)
        #expect(try await door.open { try await $0.declare(Door.declaration() + just, key: door.vannes) }.status == .accepted)
    }

    @Test("413: what is announced to be too large is refused before it is read", arguments: ["16385", "1073741824", "99999999999999999999"])
    func announced(length: String) async throws {
        let request = Request(
            head: HTTPRequest(
                method: .post, scheme: nil, authority: nil, path: "/", headerFields: [.contentType: "application/json", .contentLength: length]),
            body: RequestBody(buffer: ByteBuffer(string: "{}")))
        let problem = await #expect(throws: Problem.self) { try await Body.read(request, types: ["application/json"], atMost: 16_384) }
        #expect(problem?.status == .contentTooLarge)
    }

    @Test("415: anything but JSON in UTF-8", arguments: ["text/plain", "application/xml", "application/json; charset=latin1", "application/jsonp", ""])
    func unsupported(type: String) async throws {
        #expect(try await self.refused(Door.declaration(), headers: [.contentType: type]).status == .unsupportedMediaType)
    }

    @Test("415: a compressed body")
    func compressed() async throws {
        #expect(try await self.refused(Door.declaration(), headers: [.contentEncoding: "gzip"]).status == .unsupportedMediaType)
    }

    @Test("JSON in UTF-8 may be announced in any spelling", arguments: ["application/json;charset=UTF-8", "Application/JSON ; charset=\"utf-8\""])
    func spellings(type: String) async throws {
        let door = Door()
        let response = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes, headers: [.contentType: type]) }
        #expect(response.status == .accepted)
    }

    @Test(
        "422: the field and the reason",
        arguments: [
            ("name", "\"Jeanne\"", "unknown; a declaration has only id, revision, commune, occurredOn, place, cause, deaths, withdrawn, reason"),
            ("deaths", "10001", "not a whole number from 0 to 10,000"), ("deaths", "-1", "not a whole number from 0 to 10,000"),
            ("deaths", "\"2\"", "not a number but a string"), ("revision", "0", "not a whole number from 1 to 1,000,000"),
            ("place", "null", "required when there are deaths"), ("occurredOn", "\"2026-11-24\"", "after today in the commune, 2026-11-23"),
            ("occurredOn", "\"2024-11-22\"", "before 2024-11-23, the earliest day that you may declare"),
            ("id", "\"x\"", "not a UUID (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)"),
        ])
    func notAdmitted(field: String, value: String, reason: String) async throws {
        let response = try await self.refused(Door.declaration([field: value]))
        #expect(response.status == .unprocessableContent)
        #expect(response.members["field"] == .string(field))
        #expect(response.members["reason"] == .string(reason))
    }

    @Test("422: a correction without a reason")
    func silentCorrection() async throws {
        let response = try await self.refused(Door.declaration(["revision": "2"]))
        #expect(response.status == .unprocessableContent)
        #expect(response.members["field"] == .string("reason"))
    }

    @Test("429: more than the key's rate, with the time to wait; and it costs the broker nothing")
    func tooMany() async throws {
        let door = Door()
        let responses = try await door.open { client in
            var responses: [TestResponse] = []
            for _ in 0..<12 { responses.append(try await client.declare(Door.declaration(), key: door.slow)) }
            return responses
        }
        #expect(responses.map(\.status) == Array(repeating: .accepted, count: 10) + [.tooManyRequests, .tooManyRequests])
        #expect(responses.last?.headers[.retryAfter] == "1")
        #expect(door.publisher.messages.count == 10)
    }

    @Test(
        "503: whatever the broker does but confirm, with the time to wait",
        arguments: [
            .returned, .nacked, .timedOut, .blocked, .connectionFailed, .connectionClosed, .overloaded, .refused, .protocolViolation, .tooLarge,
        ] as [MessagingError.Code])
    func unavailable(code: MessagingError.Code) async throws {
        let door = Door(publisher: ScriptedPublisher { _ in code })
        let response = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes) }
        #expect(response.status == .serviceUnavailable)
        #expect(Int(response.headers[.retryAfter] ?? "").map { (1...10).contains($0) } == true)
        #expect(!response.text.contains("as the test says"))
        #expect(!response.text.contains("receipt"))
    }

    @Test("503: before keys and communes were loaded")
    func notLoaded() async throws {
        let response = try await self.refused(Door.declaration(), door: Door(isLoaded: false))
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers[.retryAfter] != nil)
    }

    @Test("An archive's key goes back to 1970")
    func backdating() async throws {
        let door = Door()
        let response = try await door.open { try await $0.declare(Door.declaration(["occurredOn": "\"1970-01-01\""]), key: door.archive) }
        #expect(response.status == .accepted)
        let submitted: Vigie_V1_DeclarationSubmitted = try Wire.decode(from: try #require(door.publisher.messages.first).body)
        #expect(submitted.mayBackdate)
        #expect(try await self.refused(Door.declaration(["occurredOn": "\"1969-12-31\""]), key: \.archive).status == .unprocessableContent)
    }

    @Test(
        "Today is the commune's own, not the server's",
        arguments: [
            // 23 November 2026, 12:59 and 13:00 UTC: midnight in Nouméa.
            ("98818", 1_795_438_799, "2026-11-24", false), ("98818", 1_795_438_800, "2026-11-24", true),
            // 22:59 and 23:00 UTC: midnight in Vannes.
            ("56260", 1_795_474_799, "2026-11-24", false), ("56260", 1_795_474_800, "2026-11-24", true),
            // 24 November, 09:29 and 09:30 UTC: midnight in the Marquesas; Tahiti waits half an hour more.
            ("98731", 1_795_512_599, "2026-11-24", false), ("98731", 1_795_512_600, "2026-11-24", true),
            ("98735", 1_795_512_600, "2026-11-24", false), ("98735", 1_795_514_400, "2026-11-24", true),
        ] as [(String, Int64, String, Bool)])
    func zones(commune: String, seconds: Int64, day: String, isAdmitted: Bool) async throws {
        let door = Door(at: Instant(microseconds: seconds * 1_000_000))
        let body = Door.declaration(["commune": "\"\(commune)\"", "occurredOn": "\"\(day)\""])
        let response = try await door.open { try await $0.declare(body, key: door.everywhere) }
        #expect(response.status == (isAdmitted ? .accepted : .unprocessableContent))
    }
}
