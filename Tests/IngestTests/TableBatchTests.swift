import Contracts
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing

@testable import Ingest

@Suite("POST /v1/declarations/batch with a table")
struct TableBatchTests {
    private static let header = "id;revision;commune;occurredOn;place;cause;deaths;withdrawn;reason"

    private static func row(_ number: Int, commune: String = "56260", deaths: String = "2") -> String {
        let digits = String(number, radix: 16)
        return "0190abcd-1234-7ef0-8123-" + String(repeating: "0", count: 12 - digits.count) + digits
            + ";1;\(commune);2026-11-20;careHome;covidSuspected;\(deaths);;"
    }

    private func send(
        _ rows: [String], to door: Door, key: APIKey? = nil, type: String = "text/csv", query: String = "", end: String = "\r\n"
    ) async throws -> TestResponse {
        try await door.open { client in
            try await client.execute(
                uri: "/v1/declarations/batch\(query)", method: .post, headers: Door.headers(key ?? door.vannes, type: type),
                body: ByteBuffer(string: ([Self.header] + rows).joined(separator: end)))
        }
    }

    @Test("A result for each row, in order and by the spreadsheet's number; a bad one harms no other")
    func mixed() async throws {
        let door = Door()
        let response = try await self.send(
            [
                Self.row(2), Self.row(3, deaths: "10001"), "", ";;;;;;;;", Self.row(6, commune: "56121"), "x\"y;;;;;;;;", Self.row(8),
                Self.row(9) + ";who", Self.row(10, deaths: "2,5"), "",
            ], to: door)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/x-ndjson")
        #expect(response.rows.map { $0["row"] } == [2, 3, 6, 7, 8, 9, 10].map { .integer($0) })
        #expect(response.rows.map { $0["status"] } == [202, 422, 403, 400, 202, 400, 422].map { .integer($0) })
        #expect(response.rows[1]["field"] == .string("deaths"))
        #expect(response.rows[1]["reason"] == .string("not a whole number from 0 to 10,000 (column G, “deaths”)"))
        #expect(response.rows[1]["id"] == .string("0190abcd-1234-7ef0-8123-000000000003"))
        #expect(response.rows[3]["detail"] == .string("a quote within a value that is not quoted, at row 7, column A"))
        #expect(response.rows[5]["detail"] == .string("a value in a column that the first row does not name, at row 9, column J"))
        #expect(door.publisher.messages.count == 2)
    }

    @Test("The same declaration gets the same receipt, as JSON and out of a table")
    func receipts() async throws {
        let door = Door()
        let alone = try await door.open { try await $0.declare(Door.declaration(), key: door.vannes) }
        let table = try await self.send(["\(Door.id);1;56260;20/11/2026;ehpad;covid suspecté;2;;"], to: door, type: "text/csv; charset=UTF-8; header=present")
        #expect(alone.members["receipt"] != nil)
        #expect(table.rows.first?["receipt"] == alone.members["receipt"])
        let bodies = try door.publisher.messages.map { try Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: $0.body).declaration }
        #expect(bodies.count == 2 && bodies.first == bodies.last)
    }

    @Test("A dry run says the same and sends nothing")
    func dryRun() async throws {
        let door = Door()
        let response = try await self.send([Self.row(1), Self.row(2, deaths: "-1")], to: door, query: "?dryRun=true")
        #expect(response.rows.map { $0["status"] } == [200, 422].map { .integer($0) })
        #expect(door.publisher.calls == 0)
    }

    @Test("Ten thousand rows are taken; one more is not, nor a header alone, nor a column for names")
    func limits() async throws {
        let door = Door()
        let rows = (1...10_000).map { Self.row($0) }
        #expect(try await self.send(rows, to: door, end: "\n").rows.count { $0["status"] == .integer(202) } == 10_000)
        #expect(try await self.send(rows + [Self.row(10_001)], to: door).status == .contentTooLarge)
        #expect(try await self.send([], to: door).status == .badRequest)
        #expect(door.publisher.messages.count == 10_000)
        let named = try await door.open { client in
            try await client.execute(
                uri: "/v1/declarations/batch", method: .post, headers: Door.headers(door.vannes, type: "text/csv"),
                body: ByteBuffer(string: Self.header + ";nom\r\n" + Self.row(1) + ";x"))
        }
        #expect(named.status == .badRequest)
        #expect(named.members["detail"].map { "\($0)".contains("column J, “nom”, is unknown") } == true)
    }

    @Test("Other tables are not taken", arguments: ["text/csv; charset=windows-1252", "application/vnd.ms-excel", "text/tab-separated-values"])
    func types(type: String) async throws {
        let door = Door()
        let response = try await self.send([Self.row(1)], to: door, type: type)
        #expect(response.status == .unsupportedMediaType)
        #expect(response.members["detail"] == .string("send application/x-ndjson or text/csv in UTF-8"))
    }

    @Test("Twenty thousand harmed tables crash nothing, and each is answered")
    func mutations() async throws {
        let door = Door()
        let base = Array(("\u{FEFF}" + Self.header + "\r\n" + Self.row(1) + "\r\n" + Self.row(2) + "\r\n").utf8)
        let answers = try await door.open { client in
            var random = SeededGenerator(seed: 43)
            var answers: [Int: Int] = [:]
            for _ in 0..<20_000 {
                var bytes = base
                Mutation.apply(to: &bytes, donor: Array("\";1;\u{0}\r\n\"é;;;;;;;;;".utf8), using: &random)
                let response = try await client.execute(
                    uri: "/v1/declarations/batch?dryRun=true", method: .post, headers: Door.headers(door.everywhere, type: "text/csv"),
                    body: ByteBuffer(bytes: bytes))
                answers[response.status.code, default: 0] += 1
            }
            return answers
        }
        #expect(Set(answers.keys).isSubset(of: [200, 400]))
        #expect(answers.values.reduce(0, +) == 20_000)
    }
}
