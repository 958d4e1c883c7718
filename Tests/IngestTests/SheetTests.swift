import Formats
import French
import HTTPTypes
import Mortality
import Runtime
import TestBench
import Testing

@testable import Ingest

@Suite("A table of declarations")
struct SheetTests {
    /// The rows of a table, and its header.
    private func rows(_ bytes: [UInt8], isEdition: Bool = false) throws(Problem) -> ([BatchRow], SheetHeader) {
        var sheet = try SheetRows(bytes, isEdition: isEdition, language: .english)
        var rows: [BatchRow] = []
        while let row = sheet.next() { rows.append(row) }
        return (rows, sheet.header)
    }

    private func declaration(_ header: String, _ row: String) throws -> Declaration {
        let (rows, _) = try self.rows(Array("\(header)\n\(row)".utf8))
        guard case .record(let object, let rejection)? = rows.first?.content else { throw Problem.malformed("no record: \(rows)") }
        if let rejection { throw rejection }
        return try DeclarationForm(object).declaration()
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try self.rows(Array(text.utf8))
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

    @Test(
        "Every word for a place and a cause means what it says",
        arguments: [
            ("home", "other", Place.home, Cause.other), ("Domicile", "Autre", .home, .other),
            ("Maison de retraite", "Covid confirmé", .careHome, .covidConfirmed),
            ("établissement de santé", "covid-suspecté", .healthFacility, .covidSuspected), ("hôpital", "INCONNUE", .healthFacility, .unknown),
            ("Voie publique", "unknown", .publicSpace, .unknown), ("autre", "covidConfirmed", .other, .covidConfirmed),
            ("inconnu", "covidSuspected", .unknown, .covidSuspected), ("publicSpace", "other", .publicSpace, .other),
        ])
    func words(place: String, cause: String, isPlace: Place, isCause: Cause) throws {
        let declaration = try self.declaration("id;commune;date;deces;lieu;cause", "\(Door.id);56260;2026-11-20;1;\(place);\(cause)")
        #expect(declaration.circumstances == .init(place: isPlace, cause: isCause))
    }

    @Test(
        "A withdrawal is said in words or as a spreadsheet saves a truth",
        arguments: [("VRAI", true), ("TRUE", true), ("oui", true), ("1", true), ("FAUX", false), ("0", false)])
    func withdrawn(text: String, isWithdrawn: Bool) throws {
        let declaration = try self.declaration("id;revision;commune;date;deces;retrait;motif", "\(Door.id);2;56260;2026-11-20;0;\(text);doublon")
        #expect(declaration.isWithdrawn == isWithdrawn)
    }

    @Test("A header that nobody could mean is refused whole")
    func headers() {
        let base = "id;commune;date;deces"
        #expect(self.problem(base) == nil)
        #expect(self.problem("") == "the body holds no row")
        #expect(
            self.problem("\(base);Nom du défunt\n")
                == "la colonne E, « Nom du défunt », est inconnue ; la première ligne n’admet que identifiant, révision, commune, date du décès, lieu, cause, nombre de décès, retrait, motif"
        )
        #expect(self.problem("\(base);jour\n") == "la colonne E, « jour » : date du décès figure deux fois")
        #expect(self.problem("id,commune,occurredOn,deaths,name")?.hasPrefix("column E, “name”, is unknown; the first row may have only id, revision") == true)
        #expect(self.problem("id;commune;date;commune\n") == "column D, “commune”: commune comes twice")
        #expect(self.problem("id;commune\n") == "the first row lacks occurredOn, deaths")
        #expect(self.problem("commune;date;deces\n") == "il manque à la première ligne : identifiant ; sans identifiant, nommez le tableau avec ?source=")
        #expect(self.problem("id|commune|date|deces\n")?.contains("inconnue") == true)
        #expect(self.problem("\"id;commune") == "the quote that begins here has no end, so nothing was read from it on, at row 1, column A")
    }

    @Test("A cell that a row leaves out is empty, one that has no column says what is wrong; empty rows are none")
    func widths() throws {
        let text = "id;commune;date;deces\n\n;;;\na;b;20/11/2026\na;b;20/11/2026;4;\na;b;20/11/2026;4;e\n ; \n"
        let (rows, _) = try self.rows(Array(text.utf8))
        #expect(rows.map(\.number) == [4, 5, 6])
        for row in rows.prefix(2) {
            if case .record(_, nil) = row.content {} else { Issue.record("cells too few or too many that are empty are no harm: \(row)") }
        }
        #expect(rows[2].content == .unreadable(CSVFault(reason: "a value in a column that the first row does not name", row: 6, column: 5)))
    }

    @Test(
        "Columns are known by the words of the trade, however they are joined",
        arguments: [
            ("commune de décès", SheetColumn.commune), ("Code INSEE", .commune), ("Code INSEE de la commune", .commune), ("COMDEC", .commune),
            ("code_commune", .commune),
            ("Commune (code INSEE)", .commune), ("date de décès", .occurredOn), ("Date du décès (JJ/MM/AAAA)", .occurredOn), ("dateDeces", .occurredOn),
            ("Jour du décès", .occurredOn), ("nb de décès", .deaths), ("Nbre décès", .deaths), ("Nombre total de décès", .deaths), ("nbDeces", .deaths),
            ("Nombre de décès du jour", .deaths), ("Décès", .deaths), ("Nombre de morts", .deaths), ("Effectif", .deaths), ("lieu de décès", .place),
            ("LIEUDEC2", .place),
            ("Type de lieu de décès", .place), ("Cause du décès", .cause), ("Cause présumée", .cause), ("N° de révision", .revision),
            ("Motif de la correction", .reason),
            ("Annulé", .withdrawn), ("ID déclaration", .id), ("occurredOn", .occurredOn),
        ])
    func columns(header: String, column: SheetColumn) {
        #expect(SheetColumn(header: header) == column)
    }

    @Test(
        "What may hold a name, or nobody knows, is no column",
        arguments: [
            "nom", "Nom de la commune", "Nom du défunt", "N° de décès", "prénom", "sexe", "commentaire", "date de naissance", "commune de naissance", "âge",
            "DEPDEC",
        ])
    func strangers(header: String) {
        #expect(SheetColumn(header: header) == nil)
    }

    @Test("INSEE's own codes for places are known; its blank is an unknown place")
    func officialPlaces() throws {
        let header = "id;comdec;date;nombre;lieudec2;cause"
        for (code, place) in [("HopCli", Place.healthFacility), ("HosMar", .careHome), ("Logem", .home), ("Autres", .other), ("", .unknown)] {
            #expect(try self.declaration(header, "\(Door.id);56260;20/11/2026;1;\(code);autre").circumstances?.place == place)
        }
    }

    @Test("What spreadsheets do to values is undone", arguments: ["2,0", "2.0", "2", " 2 ", "=\"2\"", "\"2\""])
    func spreadsheets(deaths: String) throws {
        let declaration = try self.declaration("id;commune;date;deces;lieu;cause", "\(Door.id);=\"01004\";20/11/26;\(deaths);domicile;autre")
        #expect(declaration.deaths.number == 2)
        #expect(declaration.commune.text == "01004")
        #expect(try self.declaration("sep=;\nid;commune;date;deces", "\(Door.id);7;20/11/2026;0").commune.text == "00007")
        #expect(try self.declaration("id\tcommune\tdate\tdeces", "\(Door.id)\t2a004\t20/11/2026\t0").commune.text == "2A004")
    }

    @Test(
        "A last line of totals is passed over and told",
        arguments: [
            ("Total;;;5", "a line of totals: passed over, not counted"), (";TOTAL;;5", "a line of totals: passed over, not counted"),
            (";;;5", "a line of totals: passed over, not counted"), ("Total général;;;", "a line of totals: passed over, not counted"),
            ("Total :;;;6\n;;;\n", "a line of totals: passed over, not counted; it says 6, the rows above have 5 together"),
        ])
    func totals(line: String, words: String) throws {
        let (rows, _) = try self.rows(Array("id;commune;date;deces\nx;56260;20/11/2026;2\nx;56260;20/11/2026;3\n\(line)".utf8))
        #expect(rows.count == 3)
        #expect(rows.last?.content == .totals(words))
    }

    @Test(
        "What might be a declaration is no line of totals",
        arguments: [";;;4", "Total;56260;;5", "Total;;20/11/2026;5", "x;;;5", "Total;;;5\nx;56260;20/11/2026;0", "Total;;;cinq"])
    func noTotals(line: String) throws {
        let (rows, _) = try self.rows(Array("id;commune;date;deces\nx;56260;20/11/2026;2\nx;56260;20/11/2026;3\n\(line)".utf8))
        #expect(!rows.contains { if case .totals = $0.content { true } else { false } })
        #expect(rows.count >= 3)
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
            guard let (rows, header) = try? self.rows(bytes) else { continue }
            for row in rows {
                if case .record(let object, let rejection) = row.content {
                    if let rejection { #expect(rejection.field == "occurredOn") }
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
