import Contracts
import Formats
import HTTPTypes
import HummingbirdTesting
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing

@testable import Ingest

@Suite("A table whose rows have no ids")
struct EditionTests {
    private static let header = "commune;date;lieu;cause;deces\n"

    private func send(_ rows: [String], to door: Door, query: String, header: String = Self.header, type: String = "text/csv") async throws -> TestResponse {
        try await door.open { client in
            try await client.execute(
                uri: "/v1/declarations/batch\(query)", method: .post, headers: Door.headers(door.morbihan, type: type),
                body: ByteBuffer(string: header + rows.joined(separator: "\n")))
        }
    }

    private func declarations(_ door: Door) throws -> [Declaration] {
        try door.publisher.messages.map { try Declaration(try Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: $0.body).declaration) }
    }

    @Test("Rows alike are added up to one declaration, which each of them is answered with")
    func sums() async throws {
        let door = Door()
        let rows = [
            "56260;20/11/2026;EHPAD;autre;2", "56260;20/11/2026;domicile;autre;1", "56260;20/11/2026;maison de retraite;autre;1",
            "56260;21/11/2026;EHPAD;autre;4",
            "56121;20/11/2026;;;0",
        ]
        let response = try await self.send(rows, to: door, query: "?source=Registre%202026&edition=3")
        #expect(response.rows.map { $0["status"] } == [202, 202, 202, 202, 202].map { .integer($0) })
        #expect(response.rows[0]["id"] == response.rows[2]["id"] && response.rows[0]["receipt"] == response.rows[2]["receipt"])
        #expect(Set(response.rows.map { "\($0["id"] ?? .null)" }).count == 4)
        let declarations = try self.declarations(door)
        #expect(declarations.map(\.deaths.number) == [3, 1, 4, 0])
        #expect(declarations.allSatisfy { $0.revision.number == 3 && $0.reason?.text == "table Registre 2026, edition 3" && !$0.isWithdrawn })
    }

    @Test("The id is the UUID of version 5 of what the documentation says")
    func ids() throws {
        let edition = try TableEdition(source: " Registre ")
        let id = try edition.id(.init(commune: try CommuneCode("56260"), day: try CivilDay(iso: "2026-11-20"), place: .careHome, cause: .other))
        // python3: uuid.uuid5(uuid.UUID("6f1c9a52-7d0e-5b8a-9c43-2e8f60d1b7a4"), "Registre\n56260\n2026-11-20\ncareHome\nother")
        #expect(id.description == "2f192996-cd31-5265-a7b0-7aa0ea8556e3")
    }

    @Test("The same edition again changes nothing; another content for it is a contradiction, a higher edition is none")
    func editions() async throws {
        let door = Door()
        let rows = ["56260;20/11/2026;EHPAD;autre;2", "56260;20/11/2026;domicile;autre;1"]
        let first = try await self.send(rows, to: door, query: "?source=registre")
        let again = try await self.send(rows, to: door, query: "?source=registre&edition=1")
        #expect(first.rows.map { $0["receipt"] } == again.rows.map { $0["receipt"] })
        let changed = ["56260;20/11/2026;EHPAD;autre;3", "56260;20/11/2026;domicile;autre;0"]
        let conflict = try await self.send(changed, to: door, query: "?source=registre&dryRun=true")
        #expect(conflict.rows.map { $0["status"] } == [.integer(409), .integer(409)])
        #expect(
            conflict.rows[0]["detail"]
                == .string("l’édition 1 du tableau a été prise avec un autre contenu ; envoyez le tableau corrigé comme édition suivante"))
        let second = try await self.send(changed, to: door, query: "?source=registre&edition=2")
        #expect(second.rows.map { $0["status"] } == [.integer(202), .integer(202)])
        #expect(second.rows.map { $0["id"] } == first.rows.map { $0["id"] })
        let declarations = try self.declarations(door).suffix(2)
        #expect(declarations.map(\.deaths.number) == [3, 0])
        // What left the table stands in it with 0.
        #expect(declarations.map(\.isWithdrawn) == [false, true])
        // Another table is another matter.
        #expect(try await self.send(changed, to: door, query: "?source=autre").rows.map { $0["status"] } == [.integer(202), .integer(202)])
    }

    @Test("A row that belongs to a sum and cannot be added spoils that sum, and no other")
    func faults() async throws {
        let door = Door()
        let rows = [
            "56260;20/11/2026;EHPAD;autre;2", "56260;20/11/2026;EHPAD;autre;x", "56260;20/11/2026;domicile;autre;1", "56260;hier;EHPAD;autre;1",
            "56999;20/11/2026;EHPAD;autre;1", "56260;21/11/2026;EHPAD;autre;6000", "56260;21/11/2026;EHPAD;autre;6000", "56260;20/11/2026;;;2",
            "Total;;;;12009",
        ]
        let response = try await self.send(rows, to: door, query: "?source=registre")
        #expect(response.rows.map { $0["status"] } == [422, 422, 202, 422, 404, 422, 422, 422, 200].map { .integer($0) })
        #expect(
            response.rows[0]["detail"]
                == .string("nombre de décès : la ligne 3 ne peut pas y être ajoutée : n’est pas un nombre entier écrit en chiffres, ou trop grand"))
        #expect(response.rows[7]["field"] == .string("place"))
        #expect(response.rows[8]["skipped"] == .boolean(true))
        #expect(try self.declarations(door).map(\.deaths.number) == [1])
    }

    @Test("A row with an id stands for itself; one without tells no revision, withdrawal or reason")
    func mixed() async throws {
        let door = Door()
        let header = "id;commune;date;lieu;cause;deces;motif\n"
        let rows = ["\(Door.id);56260;20/11/2026;EHPAD;autre;2;", ";56260;20/11/2026;EHPAD;autre;2;", ";56260;20/11/2026;EHPAD;autre;2;doublon"]
        let spoilt = try await self.send(rows, to: door, query: "?source=registre", header: header)
        #expect(spoilt.rows.map { $0["status"] } == [202, 422, 422].map { .integer($0) })
        #expect(spoilt.rows.map { $0["field"] } == [nil, .string("reason"), .string("reason")])
        let response = try await self.send(Array(rows.dropLast()), to: door, query: "?source=registre", header: header)
        #expect(response.rows.map { $0["status"] } == [202, 202].map { .integer($0) })
        #expect(response.rows[0]["id"] == .string(Door.id))
        let lines = try await self.send(
            ["{\"commune\":\"56260\",\"occurredOn\":\"2026-11-20\",\"place\":\"careHome\",\"cause\":\"other\",\"deaths\":2}"], to: door,
            query: "?source=registre", header: "",
            type: "application/x-ndjson")
        #expect(lines.rows.map { $0["id"] } == [response.rows[1]["id"]])
    }

    @Test("Without a source rows need ids; names and numbers of editions are checked")
    func queries() async throws {
        let door = Door()
        let row = ["56260;20/11/2026;EHPAD;autre;2"]
        #expect(try await self.send(row, to: door, query: "").status == .badRequest)
        for (query, field) in [
            ("?source=", "source"), ("?source=%20", "source"), ("?source=" + String(repeating: "x", count: 101), "source"), ("?source=a%0Ab", "source"),
            ("?source=a&edition=0", "edition"), ("?source=a&edition=x", "edition"), ("?source=a&edition=1000001", "edition"), ("?edition=2", "edition"),
        ] {
            let response = try await self.send(row, to: door, query: query)
            #expect(response.status == .unprocessableContent, "\(query)")
            #expect(response.members["field"] == .string(field), "\(query)")
        }
        #expect(door.publisher.calls == 0)
    }
}
