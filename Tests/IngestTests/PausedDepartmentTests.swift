import Accounts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import NIOCore
import Testing
import Web

@testable import Ingest

/// A department that is paused or closed takes nothing, and says why in the words of whoever did that.
@Suite("Ingest before a paused department")
struct PausedDepartmentTests {
    private func door(_ state: DepartmentLife.State, word: String? = "Reprise lundi 8 h, gardez vos décomptes.") throws -> Door {
        Door(lives: [try DepartmentCode("56"): DepartmentLife(state: state, since: Instant(microseconds: 0), word: word)])
    }

    @Test(
        "A declaration is refused with the word, one by one and in a batch; others' go through",
        arguments: [
            (DepartmentLife.State.paused, "department-paused"), (.closed, "department-closed"),
        ])
    func refused(state: DepartmentLife.State, slug: String) async throws {
        let door = try self.door(state)
        let (one, batch, other) = try await door.open { client in
            (
                try await client.declare(Door.declaration(), key: door.everywhere),
                try await client.declare(
                    rows: [Door.declaration(), Door.declaration(["commune": "\"22278\"", "id": "\"\(Door.id(2))\""])], key: door.everywhere),
                try await client.declare(Door.declaration(["commune": "\"22278\""]), key: door.everywhere)
            )
        }
        #expect(one.status == .conflict && one.text.contains(slug) && one.text.contains("Reprise lundi 8 h, gardez vos décomptes."))
        #expect(batch.rows.map { $0["status"] } == [.integer(409), .integer(202)])
        #expect(other.status == .accepted)
        #expect(door.publisher.messages.count == 2)
    }

    @Test("Who does not reach the commune learns nothing of its department; without a word a usual one is told, also in French")
    func order() async throws {
        let door = try self.door(.paused, word: nil)
        let (stranger, plain, french) = try await door.open { client in
            (
                try await client.declare(Door.declaration(), key: door.paris), try await client.declare(Door.declaration(), key: door.vannes),
                try await client.declare(Door.declaration(), key: door.vannes, headers: [.acceptLanguage: "fr"])
            )
        }
        #expect(stranger.status == .forbidden)
        #expect(plain.status == .conflict && plain.text.contains("declarations of department 56 are paused"))
        #expect(french.text.contains("les déclarations du département 56 sont suspendues"))
    }

    @Test("An open department declares, and one that nobody has opened")
    func open() async throws {
        let door = try self.door(.open)
        #expect(try await door.open { try await $0.declare(Door.declaration(), key: door.vannes) }.status == .accepted)
    }
}
