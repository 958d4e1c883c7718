import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of a declaration's way, over HTTP alone.
@Suite("A declaration's way through the house", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)))
struct DeclarationJourneyTests {
    private struct Receipt: Decodable, Equatable {
        let id: String
        let revision: Int
        let receipt: String
    }

    private struct Status: Decodable {
        let revision: Int
        let state: String
    }

    private struct Problem: Decodable {
        let title: String
        let status: Int
        let field: String?
        let reason: String?
    }

    private let client: HouseClient

    init() throws {
        client = HouseClient(house: try House.required())
    }

    private func fresh() async throws -> Declaration {
        let silent = try await client.silentCommunes(of: "00", 1)
        let commune = try #require(silent.communes.first, "every commune has declared already")
        return Declaration(commune: commune.commune, occurredOn: silent.date)
    }

    private func state(of declaration: Declaration, until wanted: String) async throws -> Status? {
        try await client.poll {
            let answer = try await client.get("/v1/declarations/\(declaration.id)")
            return answer.status == 200 ? try answer.decode(Status.self) : nil
        } until: {
            $0?.state == wanted
        }
    }

    @Test("A declaration is counted, and its receipt is the same every time")
    func counted() async throws {
        let before = try await client.department("00")
        let declaration = try await fresh()
        let first = try await client.declare(declaration)
        #expect(first.status == 202)
        let receipt: Receipt = try first.decode()
        #expect(receipt.id == declaration.id)
        #expect(receipt.revision == 1)
        #expect(!receipt.receipt.isEmpty)
        #expect(try await client.declare(declaration).decode(Receipt.self) == receipt)
        #expect(try await state(of: declaration, until: "counted")?.state == "counted")
        let after = try await client.poll {
            try await client.department("00")
        } until: {
            $0.deaths == before.deaths + 1
        }
        #expect(after.deaths == before.deaths + 1)
        #expect(after.deaths7 == before.deaths7 + 1)
        #expect((after.byPlace["home"] ?? 0) == (before.byPlace["home"] ?? 0) + 1)
    }

    @Test("A correction replaces, a withdrawal takes away")
    func correctedAndWithdrawn() async throws {
        let before = try await client.department("00").deaths
        var declaration = try await fresh()
        #expect(try await client.declare(declaration).status == 202)
        declaration.revision = 2
        declaration.deaths = 4
        declaration.reason = "erreur de saisie"
        #expect(try await client.declare(declaration).status == 202)
        #expect(
            try await client.poll {
                try await client.department("00").deaths
            } until: {
                $0 == before + 4
            } == before + 4)
        declaration.revision = 3
        declaration.withdrawn = true
        declaration.reason = "déclarée deux fois"
        #expect(try await client.declare(declaration).status == 202)
        #expect(
            try await client.poll {
                try await client.department("00").deaths
            } until: {
                $0 == before
            } == before)
        #expect(try await state(of: declaration, until: "withdrawn")?.state == "withdrawn")
    }

    @Test("The same id and revision with another content is refused at the door, or a conflict that is listed; never counted")
    func conflict() async throws {
        struct Contested: Decodable {
            struct One: Decodable { let id: String }
            let declarations: [One]
        }
        var declaration = try await fresh()
        let before = try await client.department("00").deaths
        #expect(try await client.declare(declaration).status == 202)
        #expect(try await state(of: declaration, until: "counted")?.state == "counted")
        declaration.deaths = 9
        let answer = try await client.declare(declaration)
        // Each instance of Ingest remembers what it took itself.
        #expect(answer.status == 409 || answer.status == 202)
        if answer.status == 202 { #expect(try await state(of: declaration, until: "conflict")?.state == "conflict") }
        let listed = try await client.get("/v1/declarations?state=conflict&limit=500")
        #expect(listed.status == 200)
        #expect(try listed.decode(Contested.self).declarations.contains { $0.id == declaration.id } == (answer.status == 202))
        #expect(try await client.get("/v1/declarations?state=refused").status == 200)
        #expect(try await client.department("00").deaths == before + 1)
    }

    @Test("An answer leads to where the declaration stands, before the ledger has heard of it")
    func location() async throws {
        let declaration = try await fresh()
        let taken = try await client.declare(declaration)
        let address = try #require(taken.headers.first(name: "Location"))
        #expect(try await client.get(address).status == 200)
        // The test waits until it is counted, so that it does not move what other tests count next.
        #expect(try await state(of: declaration, until: "counted")?.state == "counted")
    }

    @Test("A table without ids is summed by its name; its next edition replaces, and 0 takes back")
    func editions() async throws {
        let before = try await client.department("00").deaths
        let silent = try await client.silentCommunes(of: "00", 1)
        let commune = try #require(silent.communes.first, "every commune has declared already").commune
        let name = UUID().uuidString
        func send(_ rows: [(place: String, deaths: Int)], edition: Int) async throws -> String {
            let lines = rows.map { "\(commune);\(silent.date);\($0.place);autre;\($0.deaths)" }
            let table = "commune de décès;date de décès;lieu de décès;cause;nb de décès\r\n" + lines.joined(separator: "\r\n")
            let answer = try await client.send(
                .POST, "/v1/declarations/batch?source=\(name)&edition=\(edition)", body: table, headers: ["Content-Type": "text/csv"])
            return String(decoding: answer.body, as: UTF8.self)
        }
        let first = try await send([("EHPAD", 1), ("EHPAD", 1), ("Domicile", 1)], edition: 1)
        #expect(first.components(separatedBy: "\"status\":202").count == 4, "\(first)")
        #expect(
            try await client.poll {
                try await client.department("00").deaths
            } until: {
                $0 == before + 3
            } == before + 3)
        #expect(try await send([("EHPAD", 1), ("EHPAD", 1), ("Domicile", 1)], edition: 1) == first)
        _ = try await send([("EHPAD", 1), ("Domicile", 0)], edition: 2)
        #expect(
            try await client.poll {
                try await client.department("00").deaths
            } until: {
                $0 == before + 1
            } == before + 1)
        _ = try await send([("EHPAD", 0), ("Domicile", 0)], edition: 3)
        #expect(
            try await client.poll {
                try await client.department("00").deaths
            } until: {
                $0 == before
            } == before)
    }

    @Test("An event is pushed within a second of the declaration")
    func event() async throws {
        let declaration = try await fresh()
        let clock = ContinuousClock()
        let sent = LockedInstant()
        let events = try await EventStream.listen(
            client.house, department: "00",
            whenOpen: { [client] in
                await sent.set(clock.now)
                _ = try await client.declare(declaration)
            }, until: { $0.contains("event: counts") && $0.contains(declaration.commune) })
        let took = clock.now - (await sent.value ?? clock.now)
        #expect(events.last?.contains("\"\(declaration.commune)\"") == true)
        #expect(took < .seconds(1), "it took \(took)")
        print("  a declaration was pushed to a listener after \(took)")
    }

    @Test("The map is there as SVG and PNG, and is not sent twice")
    func map() async throws {
        for (format, type) in [("svg", "image/svg+xml"), ("png", "image/png")] {
            let path = "/v1/departments/00/map.\(format)?indicator=deaths"
            let first = try await client.get(path)
            #expect(first.status == 200)
            #expect(first.headers.first(name: "Content-Type")?.hasPrefix(type) == true)
            let tag = try #require(first.headers.first(name: "ETag"))
            #expect(try await client.get(path, headers: ["If-None-Match": tag]).status == 304)
        }
    }

    @Test("What is wrong is refused with its field and reason")
    func refusals() async throws {
        let good = try await fresh()
        let noKey = try await client.send(.POST, "/v1/declarations", body: try good.json, key: .some(nil))
        #expect(noKey.status == 401)
        #expect(noKey.headers.first(name: "Content-Type")?.hasPrefix("application/problem+json") == true)

        var unknown = good
        unknown.commune = "00999"
        #expect(try await client.declare(unknown).status == 404)

        var tooMany = good
        tooMany.deaths = 10_001
        let refused = try await client.declare(tooMany)
        #expect(refused.status == 422)
        #expect(try refused.decode(Problem.self).field == "deaths")

        #expect(try await client.send(.POST, "/v1/declarations", body: "{").status == 400)
        #expect(
            try await client.send(.POST, "/v1/declarations", body: try good.json, headers: ["Content-Type": "text/plain"]).status == 415)
        #expect(try await client.get("/v1/declarations/\(UUID().uuidString.lowercased())").status == 404)
        #expect(try await client.get("/v1/departments/99").status == 404)
    }
}
