import Accounts
import Contracts
import Formats
import French
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing
import Threading
import Web

@testable import Ingest

@Suite("POST /v1/declarations/batch")
struct BatchTests {
    private static func row(_ number: Int, _ changes: [String: String?] = [:]) -> String {
        Door.declaration(["id": "\"\(Door.id(number))\""].merging(changes) { $1 })
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
        #expect(response.rows[2]["id"] == .string(Door.id(3)))
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
        #expect(batch.rows.first == ["row": .integer(1), "id": .string(Door.id(1)), "status": .integer(202), "receipt": alone.members["receipt"] ?? .null])
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
            let text = try await client.execute(
                uri: "/v1/declarations/batch", method: .post, headers: Door.headers(door.vannes, type: "text/plain"), body: ByteBuffer(string: Self.row(1)))
            #expect(text.status == .unsupportedMediaType)
        }
        #expect(door.publisher.calls == 0)
    }

    @Test("The same revision with another content is refused, in a dry run too; an identical repeat is taken, a next revision follows")
    func contradictions() async throws {
        let door = Door()
        let rows = [
            Self.row(1), Self.row(1, ["deaths": "3"]), Self.row(1), Self.row(1, ["revision": "2", "deaths": "3", "reason": "\"saisie\""]), Self.row(2),
            Self.row(1, ["commune": "\"56121\"", "deaths": "9"]),
        ]
        let expected = [202, 409, 202, 202, 202, 202]
        let dry = try await door.open { try await $0.declare(rows: rows, key: door.morbihan, query: "?dryRun=true") }
        #expect(dry.rows.map { $0["status"] } == expected.map { .integer($0 == 202 ? 200 : $0) })
        let wet = try await door.open { try await $0.declare(rows: rows, key: door.morbihan) }
        #expect(wet.rows.map { $0["status"] } == expected.map { .integer($0) })
        #expect(wet.rows[0]["receipt"] == wet.rows[2]["receipt"])
        #expect(wet.rows[1]["id"] == .string(Door.id(1)))
        #expect(door.publisher.messages.count == 4)
    }

    @Test("A contradiction far behind, in another window, is found as well; what failed may be sent again")
    func farContradictions() async throws {
        let door = Door(publisher: ScriptedPublisher { $0 == 0 ? .nacked : nil })
        let rows = (1...700).map { Self.row($0) } + [Self.row(1), Self.row(2), Self.row(3, ["deaths": "9"])]
        let statuses = try await door.open { try await $0.declare(rows: rows, key: door.everywhere) }.rows.map { $0["status"] }
        #expect(statuses.first == .integer(503))
        #expect(statuses.suffix(3) == [.integer(202), .integer(202), .integer(409)])
        #expect(door.publisher.messages.count == 701)
    }

    @Test("What the door took is remembered across requests, alone or in a batch")
    func remembered() async throws {
        let door = Door()
        try await door.open { client in
            #expect(try await client.declare(Self.row(1), key: door.vannes).status == .accepted)
            #expect(try await client.declare(Self.row(1), key: door.vannes).status == .accepted)
            let conflict = try await client.declare(Self.row(1, ["deaths": "3"]), key: door.vannes)
            #expect(conflict.status == .conflict)
            #expect(conflict.members["detail"] == .string("revision 1 was taken with another content; correct it with the next revision and a reason"))
            #expect(try await client.declare(rows: [Self.row(1, ["deaths": "3"])], key: door.vannes).rows.first?["status"] == .integer(409))
            #expect(try await client.declare(rows: [Self.row(2)], key: door.vannes).rows.first?["status"] == .integer(202))
            #expect(try await client.declare(Self.row(2, ["deaths": "3"]), key: door.vannes).status == .conflict)
        }
    }

    @Test("What was not taken is not remembered; memory is bounded, and what is asked for lately stays")
    func memory() async throws {
        let door = Door(publisher: ScriptedPublisher { $0 == 0 ? .connectionFailed : nil })
        try await door.open { client in
            let first = try await client.declare(Self.row(1), key: door.vannes).status
            #expect(first == .serviceUnavailable)
            let second = try await client.declare(Self.row(1, ["deaths": "3"]), key: door.vannes).status
            #expect(second == .accepted)
        }
        let memory = RevisionMemory(capacity: 100)
        func key(_ number: Int) throws -> RevisionKey {
            RevisionKey(try DeclarationForm(try JSONReader.read(Array(Self.row(number).utf8))).declaration())
        }
        for number in 1...1_000 {
            memory.remember(try key(number), 1)
            memory.remember(try key(1), 1)
            #expect(memory.count <= 100)
        }
        let first = try key(1)
        #expect(memory.contradicts(first, 2) && !memory.contradicts(first, 1))
        #expect(memory.contradicts(try key(1_000), 2))
        let forgotten = try key(500)
        #expect(!memory.contradicts(forgotten, 2))
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

    @Test("A row weighs on the key's rate as much as a request; a batch larger than the bucket needs it full")
    func rate() async throws {
        let door = Door()
        let statuses = try await door.open { client in
            var statuses: [HTTPResponse.Status] = []
            for rows in [4, 5, 2, 400] { statuses.append(try await client.declare(rows: (1...rows).map { Self.row($0) }, key: door.slow).status) }
            return statuses
        }
        #expect(statuses == [.ok, .ok, .tooManyRequests, .tooManyRequests])
        let fresh = Door()
        let whole = try await fresh.open { client in
            [
                try await client.declare(rows: (1...400).map { Self.row($0) }, key: fresh.slow).status,
                try await client.declare(rows: [Self.row(1)], key: fresh.slow).status,
            ]
        }
        #expect(whole == [.ok, .tooManyRequests])
    }

    @Test("Lines are counted as an editor counts them, and empty ones weigh too")
    func lines() throws {
        var rows = try BatchRows(
            BatchBody(form: .lines, bytes: Array("a\n\n \t\r\nb\r\nc".utf8), lines: 5), isEdition: false, language: .english)
        var numbers: [Int] = []
        while let row = rows.next() { numbers.append(row.number) }
        #expect(numbers == [1, 4, 5])
        for (text, lines) in [("a\n\n \t\r\nb\r\nc", 5), ("", 0), ("\n\n", 2), ("a\rb\r", 2), ("a\r\n\r\n", 2), ("a", 1)] {
            var count = LineCount()
            // However the text is cut.
            for byte in text.utf8 { withUnsafeBytes(of: byte) { count.take($0) } }
            #expect(count.count == lines, "\(text.debugDescription)")
        }
    }

    @Test("Eight megabytes of empty lines are refused at once, and so are empty rows of a table")
    func emptyLines() async throws {
        let door = Door()
        try await door.open { client in
            for type in ["application/x-ndjson", "text/csv"] {
                let response = try await client.execute(
                    uri: "/v1/declarations/batch", method: .post, headers: Door.headers(door.vannes, type: type),
                    body: ByteBuffer(string: "id;commune;date;deces\n" + String(repeating: "\n", count: 100_000)))
                #expect(response.status == .contentTooLarge)
            }
        }
        #expect(door.publisher.calls == 0)
    }

    @Test("A row is as long as a declaration may be, and no longer")
    func longRows() async throws {
        let door = Door()
        let rows = [Self.row(1), Self.row(2, ["place": "[" + Array(repeating: "1", count: 100_000).joined(separator: ",") + "]"]), Self.row(3)]
        let response = try await door.open { try await $0.declare(rows: rows, key: door.vannes) }
        #expect(response.rows.map { $0["status"] } == [202, 413, 202].map { .integer($0) })
    }

    @Test("An array of JSON is a batch, and is answered by an array; an element that is none harms no other")
    func array() async throws {
        let door = Door()
        func send(_ body: String) async throws -> TestResponse {
            try await door.open {
                try await $0.execute(uri: "/v1/declarations/batch", method: .post, headers: Door.headers(door.vannes), body: ByteBuffer(string: body))
            }
        }
        let response = try await send("[\(Self.row(1)) , {\"a\":[1,\"]\\\"\"]},\n oops, \(Self.row(4))]\n")
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json")
        guard case .array(let results) = try JSONReader.read(Array(response.text.utf8)) else { throw Problem.malformed(response.text) }
        #expect(results.count == 4)
        #expect(response.text.matches(of: /"row":(\d),.*?"status":(\d+)/).map { "\($0.1) \($0.2)" } == ["1 202", "2 422", "3 400", "4 202"])
        #expect(try await send("[]").status == .badRequest)
        #expect(try await send(Self.row(1)).members["detail"] == .string("an array is expected, at line 1, column 1 (byte 0)"))
        for body in ["[", "[1", "[1,", "[] x", "[\"]", "[{]", ""] { #expect(try await send(body).status == .badRequest, "\(body)") }
        #expect(try await send("[" + (1...10_001).map { _ in "0" }.joined(separator: ",") + "]").status == .contentTooLarge)
    }

    @Test("A key has so many batches under way, and all keys together; a place is given back however the batch ends")
    func slots() throws {
        let slots = BatchSlots(most: 5)
        func key(_ id: String, _ reach: KeyRecord.Reach) -> Visitor {
            .key(KeyRecord(id: id, hash: [], reach: reach, mayRead: true, mayWrite: true, mayBackdate: false))
        }
        let commune = key("a", .commune(try CommuneCode("56260")))
        var held = [try slots.enter(commune), try slots.enter(commune)]
        #expect(throws: Problem.unavailable("you have 2 batches under way already", retryAfter: 2)) { try slots.enter(commune) }
        for _ in 0..<3 { held.append(try slots.enter(key("b", .all))) }
        #expect(throws: Problem.unavailable("too many batches are under way", retryAfter: 2)) { try slots.enter(key("c", .all)) }
        #expect(slots.count == 5)
        held.removeFirst()
        #expect(throws: Never.self) { held.append(try slots.enter(commune)) }
        held.removeAll()
        #expect(slots.count == 0)
    }

    @Test("Every batch gives its place back")
    func places() async throws {
        let door = Door()
        var routes = try door.routes(publisher: door.publisher)
        let slots = BatchSlots(most: 1)
        routes.slots = slots
        try await Application(router: routes.router(), logger: Door.silent).test(.router) { client in
            for body in [[Self.row(1)], ["x"], [""], [Self.row(2)]] {
                let status = try await client.declare(rows: body, key: door.everywhere).status
                #expect(status != .serviceUnavailable)
            }
        }
        #expect(slots.count == 0)
    }

    @Test("Batches are treated off the server's event loop, in every window")
    func bench() async throws {
        let thread = try ConnectionThread(name: "bench")
        defer { thread.stop() }
        let seen = Locked<[Bool]>([])
        let publisher = ScriptedPublisher { _ in
            seen.withLock { $0.append(thread.isCurrent) }
            return nil
        }
        let door = Door(publisher: publisher)
        var routes = try door.routes(publisher: publisher)
        routes.bench = thread
        try await Application(router: routes.router(), logger: Door.silent).test(.router) { client in
            let rows = try await client.declare(rows: (1...1_200).map { Self.row($0) }, key: door.everywhere).rows
            #expect(rows.count == 1_200)
        }
        #expect(seen.withLock { $0.count } == 1_200)
        #expect(seen.withLock { $0.allSatisfy { $0 } })
    }
}
