import Formats
import Mortality
import Runtime
import Testing

@testable import Ingest

@Suite("The form of a declaration")
struct FormTests {
    private func declaration(_ changes: [String: String?]) throws -> Declaration {
        try DeclarationForm(try JSONReader.read(Array(Door.declaration(changes).utf8))).declaration()
    }

    private func rejection(_ changes: [String: String?]) -> Rejection? {
        do {
            _ = try self.declaration(changes)
            return nil
        } catch {
            return error as? Rejection
        }
    }

    @Test("All fields are read")
    func whole() throws {
        let declaration = try self.declaration(["revision": "3", "withdrawn": "true", "reason": "\"  wrong day \""])
        #expect(declaration.id.description == Door.id)
        #expect(declaration.revision.number == 3)
        #expect(declaration.commune.text == "56260")
        #expect(declaration.day.description == "2026-11-20")
        #expect(declaration.circumstances == .init(place: .careHome, cause: .covidSuspected))
        #expect(declaration.deaths.number == 2)
        #expect(declaration.isWithdrawn)
        #expect(declaration.reason?.text == "wrong day")
    }

    @Test("Null is the same as nothing, and nothing may be left out of a zero")
    func nothing() throws {
        let zero = try self.declaration(["deaths": "0", "place": nil, "cause": nil])
        #expect(zero.circumstances == nil)
        #expect(try self.declaration(["deaths": "0", "place": "null", "cause": "null", "withdrawn": "null", "reason": "null"]) == zero)
        #expect(try self.declaration(["deaths": "0"]) == zero)
    }

    @Test("A field that is missing is named", arguments: ["id", "revision", "commune", "occurredOn", "deaths"])
    func missing(field: String) {
        #expect(self.rejection([field: nil]) == Rejection(field: field, reason: "required"))
        #expect(self.rejection([field: "null"]) == Rejection(field: field, reason: "required"))
    }

    @Test(
        "A value of another type is named",
        arguments: [
            ("id", "1", "not a string but a number"), ("revision", "\"1\"", "not a number but a string"),
            ("revision", "1.5", "not a whole number written in digits alone, or too large"),
            ("deaths", "1e1", "not a whole number written in digits alone, or too large"),
            ("deaths", "99999999999999999999", "not a whole number written in digits alone, or too large"),
            ("deaths", "true", "not a number but a boolean"), ("commune", "56260", "not a string but a number"),
            ("occurredOn", "20261120", "not a string but a number"), ("place", "3", "not a string but a number"),
            ("cause", "[]", "not a string but an array"), ("withdrawn", "\"true\"", "not a boolean but a string"),
            ("withdrawn", "1", "not a boolean but a number"), ("reason", "{}", "not a string but an object"),
        ])
    func types(field: String, value: String, reason: String) {
        #expect(self.rejection([field: value]) == Rejection(field: field, reason: reason))
    }

    @Test(
        "A value that is not admitted is named as the form names it",
        arguments: [
            ("id", "\"x\""), ("id", "\"00000000-0000-0000-0000-000000000000\""), ("revision", "0"), ("revision", "-1"), ("revision", "1000001"),
            ("commune", "\"5626\""), ("commune", "\"20004\""), ("occurredOn", "\"2026-02-30\""), ("occurredOn", "\"20/11/2026\""),
            ("occurredOn", "\"2026-11-20T10:00:00Z\""), ("place", "\"Home\""), ("place", "\"\""), ("place", "null"), ("cause", "\"covid\""),
            ("cause", "null"), ("deaths", "-1"), ("deaths", "10001"), ("reason", "\"\""), ("reason", "\"\\u0007\""),
        ])
    func admission(field: String, value: String) {
        #expect(self.rejection([field: value])?.field == field)
    }

    @Test("A correction says why")
    func reasons() {
        #expect(self.rejection(["revision": "2"])?.field == "reason")
        #expect(self.rejection(["revision": "2", "reason": "\"typo\""]) == nil)
    }

    @Test("An unknown field is refused before anything else, so that nobody can send a name", arguments: ["name", "nom", "ID", "Deaths", "", "\\u0000"])
    func unknown(field: String) {
        let rejection = self.rejection([field: "\"Jeanne\"", "id": "0"])
        #expect(rejection?.reason == "unknown; a declaration has only id, revision, commune, occurredOn, place, cause, deaths, withdrawn, reason")
    }

    @Test("An unknown field's name is cut")
    func longNames() {
        #expect(self.rejection([String(repeating: "n", count: 5_000): "1"])?.field.count == 64)
    }

    @Test("Only an object is a declaration", arguments: ["[]", "\"x\"", "1", "null", "true"])
    func notAnObject(text: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        #expect(throws: Rejection(field: "declaration", reason: "not a JSON object but \(value.kind)")) { try DeclarationForm(value) }
    }
}
