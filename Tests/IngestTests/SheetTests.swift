import HTTPTypes
import Mortality
import Runtime
import Testing

@testable import Ingest

@Suite("A table of declarations")
struct SheetTests {
    private func declaration(_ header: String, _ row: String) throws -> Declaration {
        let rows = try #require(try DeclarationSheet.rows(in: Array("\(header)\n\(row)".utf8), atMost: 1))
        guard case .record(let object, _)? = rows.first?.content else { throw Problem.malformed("no record: \(rows)") }
        return try DeclarationForm(object).declaration()
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try DeclarationSheet.rows(in: Array(text.utf8), atMost: 10)
            return nil
        } catch {
            return error.detail
        }
    }

    @Test("Every column is read, by its English name or in French")
    func whole() throws {
        let english = try self.declaration(
            "id,revision,commune,occurredOn,place,cause,deaths,withdrawn,reason",
            "\(Door.id),3,56260,2026-11-20,careHome,covidSuspected,2,false,\"wrong, day\"")
        let french = try self.declaration(
            "Identifiant;Révision;Code commune;Date du décès;Lieu du décès;Cause;Nombre de décès;Retrait;Motif",
            "\(Door.id);3;56260;20/11/2026;EHPAD;Covid suspecté;2;NON;wrong, day")
        #expect(english == french)
        #expect(english.id.description == Door.id)
        #expect(english.revision.number == 3)
        #expect(english.commune.text == "56260")
        #expect(english.day == (try CivilDay(iso: "2026-11-20")))
        #expect(english.circumstances == .init(place: .careHome, cause: .covidSuspected))
        #expect(english.deaths.number == 2)
        #expect(!english.isWithdrawn)
        #expect(english.reason?.text == "wrong, day")
    }

    @Test("Columns come in any order; place, cause, revision, withdrawal and reason may be missing or empty")
    func few() throws {
        let declaration = try self.declaration("deaths;occurredOn;commune;id", "0;2026-11-20;1004; \(Door.id) ")
        #expect(declaration.revision.number == 1)
        #expect(declaration.deaths.number == 0)
        #expect(declaration.circumstances == nil)
        // A spreadsheet took 01004 for a number.
        #expect(declaration.commune.text == "01004")
        let empty = try self.declaration(
            "id;revision;commune;occurredOn;place;cause;deaths;withdrawn;reason;;", "\(Door.id);;56260;2026-11-20;;;0;;;;")
        #expect(empty.revision.number == 1)
    }

    @Test("Every word for a place and a cause means what it says", arguments: [
        ("home", "other", Place.home, Cause.other), ("Domicile", "Autre", .home, .other), ("Maison de retraite", "Covid confirmé", .careHome, .covidConfirmed),
        ("établissement de santé", "covid-suspecté", .healthFacility, .covidSuspected), ("hôpital", "INCONNUE", .healthFacility, .unknown),
        ("Voie publique", "unknown", .publicSpace, .unknown), ("autre", "covidConfirmed", .other, .covidConfirmed),
        ("inconnu", "covidSuspected", .unknown, .covidSuspected), ("publicSpace", "other", .publicSpace, .other),
    ])
    func words(place: String, cause: String, isPlace: Place, isCause: Cause) throws {
        let declaration = try self.declaration("id;commune;date;deces;lieu;cause", "\(Door.id);56260;2026-11-20;1;\(place);\(cause)")
        #expect(declaration.circumstances == .init(place: isPlace, cause: isCause))
    }

    @Test("A withdrawal is said in words or as a spreadsheet saves a truth", arguments: [("VRAI", true), ("TRUE", true), ("oui", true), ("1", true), ("FAUX", false), ("0", false)])
    func withdrawn(text: String, isWithdrawn: Bool) throws {
        let declaration = try self.declaration("id;revision;commune;date;deces;retrait;motif", "\(Door.id);2;56260;2026-11-20;0;\(text);doublon")
        #expect(declaration.isWithdrawn == isWithdrawn)
    }

    @Test("A header that nobody could mean is refused whole")
    func headers() {
        let base = "id;commune;date;deces"
        #expect(self.problem(base) == nil)
        #expect(self.problem("") == "the body holds no row")
        #expect(self.problem("\(base);Nom du défunt\n")?.hasPrefix("column E, “Nom du défunt”, is unknown") == true)
        #expect(self.problem("\(base);jour\n") == "column E, “jour”: occurredOn comes twice")
        #expect(self.problem("id;commune\n") == "the first row lacks occurredOn, deaths")
        #expect(self.problem("id|commune|date|deces\n")?.contains("unknown") == true)
        #expect(self.problem("\"id;commune") == "the quote that begins here has no end, so nothing was read from it on, at row 1, column A")
    }

    @Test("A row is as wide as the header, or says what is wrong; empty rows are none")
    func widths() throws {
        let text = "id;commune;date;deces\n\n;;;\na;b;c\na;b;c;d;\na;b;c;d;e\n ; \n"
        let rows = try #require(try DeclarationSheet.rows(in: Array(text.utf8), atMost: 10))
        #expect(rows.map(\.number) == [4, 5, 6])
        #expect(rows[0].content == .unreadable(CSVFault(reason: "3 values where the first row has 4", row: 4, column: 3)))
        if case .record = rows[1].content {} else { Issue.record("an empty cell too many is no harm: \(rows[1])") }
        #expect(rows[2].content == .unreadable(CSVFault(reason: "a value in a column that the first row does not name", row: 6, column: 5)))
        #expect(try DeclarationSheet.rows(in: Array(text.utf8), atMost: 2) == nil)
    }

    @Test("No table crashes the reading")
    func mutations() {
        var random = SeededGenerator(seed: 23)
        let base = Array(
            "\u{FEFF}id;révision;commune;date;lieu;cause;décès;retrait;motif\r\n\(Door.id);1;1004;01/04/2020;EHPAD;autre;2;FAUX;\"a;b\"\r\n;;;;;;;;\r\n".utf8)
        var admitted = 0
        for _ in 0..<20_000 {
            var bytes = base
            Mutation.apply(to: &bytes, donor: Array("\";99999999999999999999;//\r\n;é\"".utf8), using: &random)
            guard let rows = try? DeclarationSheet.rows(in: bytes, atMost: 3) else { continue }
            for row in rows {
                if case .record(let object, let header) = row.content {
                    do throws(Rejection) {
                        _ = try DeclarationForm(object).declaration()
                        admitted += 1
                    } catch {
                        #expect(header.problem(error).status == .unprocessableContent)
                    }
                }
            }
        }
        #expect(admitted > 0)
    }
}
