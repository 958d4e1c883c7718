import Contracts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing
import Web

@testable import Ingest

@Suite("Counts far beyond what a commune has had")
struct WarningTests {
    private func warning(_ deaths: Int, population: Int = 1_000, most: [CommuneCode: Int] = [:], changes: [String: String?] = [:]) throws -> String? {
        let declaration = try DeclarationForm(try JSONReader.read(Array(Door.declaration(["deaths": "\(deaths)"].merging(changes) { $1 }).utf8))).declaration()
        let commune = CommuneEntry(code: declaration.commune, name: "", population: population, zone: "Europe/Paris")
        return UsualDeaths(most: most).warning(declaration, in: commune)
    }

    @Test("Three times the worst day of the past is told; so is twenty times what inhabitants let expect, where no past is known")
    func bounds() throws {
        let vannes = try CommuneCode("56260")
        #expect(try self.warning(10) == nil)
        #expect(try self.warning(11) != nil)
        #expect(try self.warning(10_000, most: [vannes: 0]) != nil)
        #expect(try self.warning(36, most: [vannes: 12]) == nil)
        #expect(try self.warning(37, most: [vannes: 12]) == "deaths: 37, where the commune never had more than 12 on one day of its past")
        // Twenty times 1.47 a day.
        #expect(try self.warning(29, population: 54_000) == nil)
        #expect(try self.warning(30, population: 54_000) == "deaths: 30, far beyond what 54000 inhabitants let expect of one day")
        #expect(try self.warning(5_000, changes: ["withdrawn": "true"]) == nil)
    }

    @Test("It is taken, with the warning in the answer and in the message, alone and in a batch")
    func answers() async throws {
        let door = Door()
        let text = Door.declaration(["deaths": "9000"])
        let (alone, batch, usual) = try await door.open { client in
            (
                try await client.declare(text, key: door.vannes), try await client.declare(rows: [text], key: door.vannes, query: "?dryRun=true"),
                try await client.declare(Door.declaration(["id": "\"0190abcd-1234-7ef0-8123-000000000001\""]), key: door.vannes)
            )
        }
        let warning = "deaths: 9000, far beyond what 1000 inhabitants let expect of one day"
        #expect(alone.status == .accepted)
        #expect(alone.members["warnings"] == .array([.string(warning)]))
        #expect(batch.rows.first?["status"] == .integer(200))
        #expect(batch.rows.first?["warnings"] == .array([.string(warning)]))
        #expect(usual.members["warnings"] == nil)
        let messages = try door.publisher.messages.map { try Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: $0.body).warning }
        #expect(messages == [warning, ""])
    }
}
