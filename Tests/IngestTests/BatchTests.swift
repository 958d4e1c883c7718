import Contracts
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing

@testable import Ingest

@Suite("POST /v1/declarations/batch")
struct BatchTests {
    private static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "0190abcd-1234-7ef0-8123-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    private static func row(_ number: Int, _ changes: [String: String?] = [:]) -> String {
        Door.declaration(["id": "\"\(self.id(number))\""].merging(changes) { $1 })
    }

    @Test("A result for each row, in order; a bad one harms no other")
    func mixed() async throws {
        let door = Door()
        let rows = [
            Self.row(1), "{oops", Self.row(3, ["deaths": "10001"]), "", "   \r", Self.row(6, ["commune": "\"56121\""]),
            Self.row(7, ["commune": "\"56999\""]), Self.row(8, ["name": "\"x\""]) + "\r", Self.row(9), "[]", Self.row(11, ["id": "7"]),
        ]
        let response = try await door.open { try await $0.declare(rows: rows, key: door.vannes) }
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/x-ndjson")
        #expect(response.rows.map { $0["row"] } == [1, 2, 3, 6, 7, 8, 9, 10, 11].map { .integer($0) })
        #expect(response.rows.map { $0["status"] } == [202, 400, 422, 403, 404, 422, 202, 422, 422].map { .integer($0) })
        #expect(response.rows[2]["id"] == .string(Self.id(3)))
        #expect(response.rows[2]["field"] == .string("deaths"))
        #expect(response.rows[5]["field"] == .string("name"))
        #expect(response.rows[1]["id"] == nil)
        #expect(response.rows[1]["detail"] == .string("a member's name in quotes is expected, at line 1, column 2 (byte 1)"))
        #expect(door.publisher.messages.count == 2)
    }

    @Test("A row's receipt is that of the same declaration sent alone")
    func receipts() async throws {
        let door = Door()
        let (alone, batch) = try await door.open { client in
            (try await client.declare(Self.row(1), key: door.vannes), try await client.declare(rows: [Self.row(1)], key: door.vannes))
        }
        #expect(alone.members["receipt"] != nil)
        #expect(batch.rows.first?["receipt"] == alone.members["receipt"])
        #expect(batch.rows.first == ["row": .integer(1), "id": .string(Self.id(1)), "status": .integer(202), "receipt": alone.members["receipt"] ?? .null])
    }

    @Test("A dry run says the same and sends nothing")
    func dryRun() async throws {
        let door = Door()
        let rows = [Self.row(1), "x", Self.row(3, ["deaths": "-1"])]
        let response = try await door.open { try await $0.declare(rows: rows, key: door.vannes, query: "?dryRun=true") }
        #expect(response.rows.map { $0["status"] } == [200, 400, 422].map { .integer($0) })
        #expect(response.rows[0]["receipt"] == nil)
        #expect(door.publisher.calls == 0)
        #expect(try await door.open { try await $0.declare(rows: rows, key: door.vannes, query: "?dryRun=yes") }.status == .unprocessableContent)
        #expect(try await door.open { try await $0.declare(rows: rows, key: door.vannes, query: "?dryRun=false") }.rows.first?["status"] == .integer(202))
    }

    @Test("Ten thousand rows are taken, in windows; one more is not")
    func limits() async throws {
        let door = Door()
        let rows = (1...10_000).map { Self.row($0) }
        let response = try await door.open { try await $0.declare(rows: rows, key: door.everywhere) }
        let statuses = response.rows.map { $0["status"] }
        #expect(statuses.count == 10_000)
        #expect(statuses.allSatisfy { $0 == .integer(202) })
        #expect(door.publisher.calls == 10_000 / BatchRun.window)
        let ids = try door.publisher.messages.map { try Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: $0.body).declaration.id }
        #expect(Set(ids).count == 10_000)
        let more = try await door.open { try await $0.declare(rows: rows + ["x"], key: door.everywhere) }
        #expect(more.status == .contentTooLarge)
        #expect(door.publisher.messages.count == 10_000)
    }

    @Test("413 beyond 8 MiB, 415 for another type, 400 for nothing")
    func whole() async throws {
        let door = Door()
        try await door.open { client in
            #expect(try await client.declare(rows: [String(repeating: " ", count: 8 << 20) + "x"], key: door.vannes).status == .contentTooLarge)
            #expect(try await client.declare(rows: ["", " "], key: door.vannes).status == .badRequest)
            let json = try await client.execute(
                uri: "/v1/declarations/batch", method: .post, headers: Door.headers(door.vannes), body: ByteBuffer(string: Self.row(1)))
            #expect(json.status == .unsupportedMediaType)
        }
        #expect(door.publisher.calls == 0)
    }

    @Test("While the broker is away the whole batch is refused", arguments: [.connectionFailed, .blocked, .returned, .timedOut] as [MessagingError.Code])
    func away(code: MessagingError.Code) async throws {
        let door = Door(publisher: ScriptedPublisher { _ in code })
        let response = try await door.open { try await $0.declare(rows: ["x"] + (1...1_200).map { Self.row($0) }, key: door.everywhere) }
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers[.retryAfter] != nil)
        #expect(door.publisher.calls == 1)
    }

    @Test("A broker that goes away midway is not asked again for the rows left; each is told so")
    func midway() async throws {
        let door = Door(publisher: ScriptedPublisher { $0 < 700 ? nil : .connectionClosed })
        let response = try await door.open { try await $0.declare(rows: (1...1_600).map { Self.row($0) }, key: door.everywhere) }
        let statuses = response.rows.map { $0["status"] }
        #expect(statuses.prefix(700).allSatisfy { $0 == .integer(202) })
        #expect(statuses.dropFirst(700).allSatisfy { $0 == .integer(503) })
        #expect(statuses.count == 1_600)
        #expect(door.publisher.messages.count == 1_000)
    }

    @Test("A row that the queue refuses is told so, and the next are tried")
    func nacked() async throws {
        let door = Door(publisher: ScriptedPublisher { $0 % 2 == 0 ? .nacked : nil })
        let response = try await door.open { try await $0.declare(rows: (1...600).map { Self.row($0) }, key: door.everywhere) }
        #expect(response.rows.map { $0["status"] } == (1...600).map { .integer($0 % 2 == 1 ? 503 : 202) })
        #expect(door.publisher.messages.count == 600)
    }

    @Test("Rows weigh on the key's rate, a hundred as one request")
    func rate() async throws {
        let door = Door()
        let statuses = try await door.open { client in
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<3 { statuses.append(try await client.declare(rows: (1...400).map { Self.row($0) }, key: door.slow).status) }
            return statuses
        }
        #expect(statuses == [.ok, .ok, .tooManyRequests])
    }

    @Test("Lines are counted as an editor counts them")
    func lines() {
        let bytes = Array("a\n\n \t\r\nb\r\nc".utf8)
        #expect(BatchRow.lines(in: bytes, atMost: 3)?.map(\.number) == [1, 4, 5])
        #expect(BatchRow.lines(in: bytes, atMost: 2) == nil)
        #expect(BatchRow.lines(in: [], atMost: 2) == [])
    }
}
