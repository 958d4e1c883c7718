import Accounts
import Contracts
import Formats
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import TestBench
import Testing

@testable import Ingest

@Suite("POST /v1/declarations/batch with a table")
struct TableBatchTests {
    private static let header = "id;revision;commune;occurredOn;place;cause;deaths;withdrawn;reason"

    private static func row(_ number: Int, commune: String = "56260", deaths: String = "2") -> String {
        Door.id(number) + ";1;\(commune);2026-11-20;careHome;covidSuspected;\(deaths);;"
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
        #expect(named.members["detail"].map { "\($0)".contains("la colonne J, « nom », est inconnue") } == true)
    }

    @Test("Other tables are not taken", arguments: ["text/csv; charset=utf-16", "application/vnd.ms-excel", "text/tab-separated-values"])
    func types(type: String) async throws {
        let door = Door()
        let response = try await self.send([Self.row(1)], to: door, type: type)
        #expect(response.status == .unsupportedMediaType)
        #expect(response.members["detail"].map { "\($0)".contains("in UTF-8") } == true)
    }

    private func send(
        bytes: [UInt8], to door: Door, type: String = "text/csv", query: String = "?dryRun=true", headers more: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await door.open { client in
            var headers = Door.headers(door.everywhere, type: type)
            for field in more { headers[field.name] = field.value }
            return try await client.execute(uri: "/v1/declarations/batch\(query)", method: .post, headers: headers, body: ByteBuffer(bytes: bytes))
        }
    }

    /// « id;commune;date du décès;… » with a row, as Windows-1252 has it.
    private static let windows: [UInt8] =
        "id;commune;date du d\u{E9}c\u{E8}s;lieu;cause;d\u{E9}c\u{E8}s\r\n\(Door.id);56260;20/11/2026;\u{C9}tablissement de sant\u{E9};autre;1\r\n"
        .unicodeScalars.map { UInt8($0.value) }

    @Test("Windows-1252 is taken when it is declared, and when the bytes can be nothing else")
    func windows() async throws {
        let door = Door()
        for type in ["text/csv", "text/csv; charset=windows-1252", "text/csv;charset=ISO-8859-1", "text/csv; charset=utf-8"] {
            let response = try await self.send(bytes: Self.windows, to: door, type: type)
            #expect(response.rows.map { $0["status"] } == [.integer(200)], "\(type): \(response.text)")
        }
        // A character that is valid in UTF-8 beside one that is not: nobody can tell what was meant.
        let mixed = Self.windows + Array("\(Door.id);56260;20/11/2026;hôpital;autre;1\r\n".utf8)
        #expect(try await self.send(bytes: mixed, to: door).status == .badRequest)
        // 0x81 is none of Windows-1252's.
        #expect(try await self.send(bytes: Self.windows + [0x81], to: door).status == .badRequest)
        #expect(try await self.send(bytes: Self.windows + [0x81], to: door, type: "text/csv; charset=windows-1252").status == .badRequest)
    }

    @Test("A mark of UTF-8 stands before any body; UTF-16 is refused with words")
    func marks() async throws {
        let door = Door()
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let json = Array(Door.declaration().utf8)
        let bodies: [(String, [UInt8])] = [
            ("text/csv", Array((Self.header + "\n" + Self.row(1)).utf8)), ("application/x-ndjson", json), ("application/json", [0x5B] + json + [0x5D]),
        ]
        for (type, body) in bodies {
            #expect(try await self.send(bytes: mark + body, to: door, type: type).text.contains("\"status\":200"), "\(type)")
            let wide: [UInt8] = [0xFF, 0xFE] + body.flatMap { byte -> [UInt8] in [byte, 0] }
            let refused = try await self.send(bytes: wide, to: door, type: type)
            #expect(refused.status == .unsupportedMediaType, "\(type)")
            #expect(refused.text.contains("UTF-16"))
            #expect(try await self.send(bytes: Array(wide.dropFirst(2)), to: door, type: type).status == .unsupportedMediaType)
        }
        let alone = try await door.open {
            try await $0.execute(uri: "/v1/declarations", method: .post, headers: Door.headers(door.vannes), body: ByteBuffer(bytes: mark + json))
        }
        #expect(alone.status == .accepted)
    }

    @Test("The cases: short rows, French dates, words of the trade")
    func cases() async throws {
        let door = Door()
        let short =
            "id;commune;date du décès;lieu;cause;nombre de décès;motif\r\n\(Door.id);56260;20/11/2026;EHPAD;autre;1;\r\n\(Door.id);56260;20/11/2026;EHPAD;autre;1\r\n0c6f5d0a-1111-4b6e-8f5e-0d4b3a2c1d03;56121;20/11/2026;;;0\r\n"
        #expect(try await self.send(bytes: Array(short.utf8), to: door).rows.map { $0["status"] } == [.integer(200), .integer(200), .integer(200)])
        let dates = ["20/11/2026", "20/11/26", "5/1/2026", "20/11/2026 00:00", "20-11-2026"].enumerated().map {
            "0c6f5d0a-2222-4b6e-8f5e-0d4b3a2c1d0\($0.offset);56260;\($0.element);0"
        }
        #expect(
            try await self.send(bytes: Array(("id;commune;date;deces\r\n" + dates.joined(separator: "\r\n")).utf8), to: door).rows.allSatisfy {
                $0["status"] == .integer(200)
            })
        let headers = "id;commune de décès;date de décès;nb de décès;lieu de décès;cause\r\n\(Door.id);56260;20/11/2026;1;Domicile;autre\r\n"
        #expect(try await self.send(bytes: Array(headers.utf8), to: door).rows.map { $0["status"] } == [.integer(200)])
        let wrong = try await self.send(bytes: Array("id;commune;date;deces\n\(Door.id);56260;11/20/2026;0\n\(Door.id);56260;hier;0".utf8), to: door)
        #expect(wrong.rows.map { $0["field"] } == [.string("occurredOn"), .string("occurredOn")])
        #expect(
            wrong.rows.last?["detail"]
                == .string("date du décès : n’est pas une date écrite jour/mois/année, comme 20/11/2026, ou 2026-11-20 (colonne C, « date »)"))
    }

    @Test("Refusals are French for who asks for it, or writes a French header; English else")
    func languages() async throws {
        let door = Door()
        let english = Array((Self.header + "\n" + Self.row(1, deaths: "-1")).utf8)
        let french = Array("id;commune;date du décès;lieu;cause;décès\n\(Door.id);56260;20/11/2026;cave;autre;2".utf8)
        #expect(try await self.send(bytes: english, to: door).rows.first?["title"] == .string("A value is not admitted"))
        let asked = try await self.send(bytes: english, to: door, headers: [.acceptLanguage: "fr-FR,fr;q=0.9,en;q=0.8"])
        #expect(asked.rows.first?["detail"] == .string("nombre de décès : n’est pas un nombre entier écrit en chiffres, ou trop grand (colonne G, « deaths »)"))
        let row = try await self.send(bytes: french, to: door).rows.first
        #expect(row?["title"] == .string("Une valeur n’est pas admise"))
        #expect(
            row?["reason"]
                == .string("n’est aucun de ces mots : domicile, EHPAD, établissement de santé, voie publique, autre, inconnu (colonne D, « lieu »)"))
        let whole = try await self.send(bytes: english, to: door, type: "text/plain", headers: [.acceptLanguage: "fr"])
        #expect(whole.members["title"] == .string("Ce type de contenu n’est pas admis ici"))
    }

    @Test("Three thousand harmed tables crash nothing, and each is answered")
    func mutations() async throws {
        let door = Door()
        let base = Array(("\u{FEFF}" + Self.header + "\r\n" + Self.row(1) + "\r\n" + Self.row(2) + "\r\n").utf8)
        let answers = try await door.open { client in
            var random = SeededGenerator(seed: 43)
            var answers: [Int: Int] = [:]
            for _ in 0..<3_000 {
                var bytes = base
                Mutation.apply(to: &bytes, donor: Array("\";1;\u{0}\r\n\"é;;;;;;;;;".utf8), using: &random)
                let response = try await client.execute(
                    uri: "/v1/declarations/batch?dryRun=true", method: .post, headers: Door.headers(door.everywhere, type: "text/csv"),
                    body: ByteBuffer(bytes: bytes))
                answers[response.status.code, default: 0] += 1
            }
            return answers
        }
        #expect(Set(answers.keys).isSubset(of: [200, 400, 415]))
        #expect(answers.values.reduce(0, +) == 3_000)
    }
}
