import French
import Mortality
import Testing

@testable import Portal

/// What a form's fields make, and what they are told.
@Suite("A declaration as it is typed")
struct TypedDeclarationTests {
    private static let today = "2026-11-30"
    private static let id = "3f2a9c1b-0000-4000-8000-000000000001"

    private func typed(_ changes: [String: String?]) throws -> TypedDeclaration {
        var fields: [String: String] = ["id": Self.id, "lieu": "home", "nature": "unknown", "jour": "aujourdhui", "nombre": "1"]
        for (name, value) in changes { fields[name] = value }
        return try TypedDeclaration { fields[$0] }
    }

    private func read(_ changes: [String: String?]) throws -> (declaration: Declaration?, errors: [TypedDeclaration.Field]) {
        var typed = try self.typed(changes)
        let declaration = typed.declaration(for: try CommuneCode("56260"), today: try CivilDay(iso: Self.today))
        return (declaration, typed.errors.map(\.field))
    }

    @Test("Two taps make one death of today")
    func shortest() throws {
        let declaration = try #require(try self.read([:]).declaration)
        #expect(declaration.deaths.number == 1 && declaration.day.description == Self.today && declaration.revision.number == 1)
        #expect(declaration.circumstances == .init(place: .home, cause: .unknown) && declaration.id.description == Self.id)
    }

    @Test(
        "Days are today's, yesterday's, or one that is written as browsers or people write it",
        arguments: [
            (["jour": "hier"], "2026-11-29"), (["jour": "autre", "date": "2026-11-03"], "2026-11-03"), (["jour": "autre", "date": "3/11/2026"], "2026-11-03"),
            (["jour": "autre", "date": " 03.11.2026 "], "2026-11-03"), (["jour": "autre", "date": "2024-11-30"], "2024-11-30"),
        ])
    func days(_ fields: [String: String], _ day: String) throws { #expect(try self.read(fields).declaration?.day.description == day) }

    @Test(
        "What is wrong is said at its field, all of it at once",
        arguments: [
            (["lieu": nil], [.place]), (["nature": nil], [.cause]), (["lieu": "mer", "nature": "peur"], [.place, .cause]), (["nombre": ""], [.deaths]),
            (["nombre": "-1"], [.deaths]), (["nombre": "10001"], [.deaths]), (["nombre": "deux"], [.deaths]), (["jour": "autre"], [.date]),
            (["jour": "autre", "date": "2026-12-01"], [.date]), (["jour": "autre", "date": "2024-11-29"], [.date]),
            (["jour": "autre", "date": "31/02/2026"], [.date]),
            (["jour": "demain"], [.date]), (["revision": "2"], [.reason]), (["revision": "2", "motif": "Jeanne Le Gall"], [.reason]),
            (["lieu": nil, "nature": nil, "nombre": "x", "jour": "autre"], [.deaths, .place, .cause, .date]),
        ] as [([String: String?], [TypedDeclaration.Field])])
    func wrong(_ fields: [String: String?], _ expected: [TypedDeclaration.Field]) throws {
        let read = try self.read(fields)
        #expect(read.declaration == nil && read.errors == expected)
    }

    @Test("No death needs no place; a correction has a reason from the list, and nothing that anybody wrote")
    func others() throws {
        let none = try #require(try self.read(["nombre": "0", "lieu": nil, "nature": nil]).declaration)
        #expect(none.deaths.number == 0 && none.circumstances == nil)
        for reason in CorrectionReason.allCases.map(\.rawValue) + [CorrectionReason.chosen] {
            #expect(try self.read(["revision": "3", "motif": reason]).declaration?.reason?.text == reason)
        }
        // A first declaration has no reason, whatever a form says.
        #expect(try self.read(["motif": "Jeanne Le Gall"]).declaration?.reason == nil)
    }

    @Test(
        "What no person types is refused as such",
        arguments: [["id": "x"], ["id": ""], ["revision": "x"], ["revision": "0"], ["revision": "99999999999999999999"]])
    func hidden(_ fields: [String: String]) { #expect(throws: Rejection.self) { try self.typed(fields) } }

    @Test("A surprising number is asked about, with the figures; an ordinary one is not")
    func questions() throws {
        let past = PastDeaths(perWeek: 3.44, mostADay: 6)
        func question(_ deaths: Int, _ past: PastDeaths?) throws -> String? {
            DeclarationQuestion.text(try #require(try self.read(["nombre": "\(deaths)"]).declaration), past: past, commune: "Vannes")
        }
        #expect(
            try question(6, past) == nil && question(1, PastDeaths(perWeek: 0, mostADay: 0)) == nil && question(2, PastDeaths(perWeek: 0, mostADay: 0)) == nil)
        #expect(try question(9, nil) == nil && question(10, nil) != nil && question(3, PastDeaths(perWeek: 0, mostADay: 0)) != nil)
        let asked = try #require(try question(25, past))
        #expect(asked.contains("Vannes") && asked.contains("6") && asked.contains("3,4") && asked.hasSuffix("?"))
    }
}
