import Formats
import Mortality
@testable import Reference
import Testing

/// Official files as they come, or will come: other years, other writings, INSEE's own, faulty ones.
@Suite struct OfficialTroubleTests {
    private static let communes = "cog/communes-2026.csv"
    private static let daily = "deaths/daily-by-commune-2019-12_2020-02.csv"
    private static let shapes = "geo/communes.geojson"

    private func text(_ path: String) -> String { OfficialFixture.lozere[path] ?? "" }
    private func told(_ department: ImportedDepartment) -> [String] { department.communeDeaths.map { "\($0.place) \($0.day) \($0.deaths)" } }

    @Test("The unaltered files, with nothing to remark")
    func unaltered() throws {
        let (lozere, remarks) = try OfficialFixture.read()
        #expect(remarks == [])
        #expect(lozere.communes.map(\.code.text) == ["48027", "48095", "48140"])
        #expect(lozere.communes.map(\.population) == [5, 15, 10] && lozere.population == 30 && lozere.region == "Occitanie")
        #expect(lozere.communes.allSatisfy { $0.shape != nil })
        #expect(self.told(lozere) == ["48095 2019-12-05 3", "48140 2019-12-06 1"])
        #expect(lozere.closings.isEmpty)
        #expect(lozere.successions.map { "\($0.code) \($0.successor)" } == ["48014 48027", "48040 48027"])
    }

    @Test(
        "Columns are found by what they are, whatever year or writing",
        arguments: [
            "pop_municipale_2024", "pop_municipale_2031", "Population municipale 2024", "PMUN24", "P24_POP", "POP MUNICIPALE",
        ])
    func years(column: String) throws {
        let changed = self.text(Self.communes).replacing("pop_municipale_2023", with: column)
        let departments = self.text("cog/departements-2026.csv").replacing("pop_municipale_2023", with: column)
        let (lozere, remarks) = try OfficialFixture.read([Self.communes: changed, "cog/departements-2026.csv": departments])
        #expect(lozere.communes.map(\.population) == [5, 15, 10] && lozere.population == 30 && remarks.isEmpty)
        let passage = self.text("cog/passage-anciens-codes-2026.csv").replacing("2026", with: "2031")
        let later = try OfficialFixture.read(["cog/passage-anciens-codes-2026.csv": nil, "cog/passage-anciens-codes-2031.csv": passage])
        #expect(later.department.successions.map(\.code.text) == ["48014", "48040"])
    }

    @Test("Semicolons, tabs, quotation marks, sep=, a mark, Windows-1252, UTF-16, old line ends: the same")
    func writings() throws {
        let plain = try OfficialFixture.read().department
        let lines = self.text(Self.communes).split(separator: "\n")
        let semicolons = lines.map { $0.replacing(",", with: ";") }.joined(separator: "\r\n")
        let quoted = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ";") }.joined(separator: "\n")
        let wide: [UInt8] = [0xFF, 0xFE] + semicolons.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let western = semicolons.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let writings: [String: [UInt8]] = [
            "semicolons": Array(semicolons.utf8), "quoted": Array(quoted.utf8),
            "tabs": Array(lines.map { $0.replacing(",", with: "\t") }.joined(separator: "\n").utf8),
            "declared": Array("sep=;\r\n\(semicolons)".utf8), "marked": [0xEF, 0xBB, 0xBF] + Array(semicolons.utf8), "UTF-16": wide, "1252": western,
            "old": Array(lines.joined(separator: "\r").utf8), "trailing": Array(lines.map { "\($0),," }.joined(separator: "\n").utf8.dropFirst(0)),
        ]
        for (name, bytes) in writings where name != "trailing" {
            let (lozere, remarks) = try OfficialFixture.read(bytes: [Self.communes: bytes])
            #expect(lozere.communes == plain.communes, "\(name)")
            #expect(remarks.isEmpty, "\(name): \(remarks)")
        }
        let compressed = try OfficialFixture.read([Self.communes: nil], bytes: ["cog/communes-2026.csv.gz": Gzip.compress(western)])
        #expect(compressed.department.communes == plain.communes)
    }

    @Test("A commune that went is closed from 1 January of the list's year, and leads on as far as files say")
    func closing() throws {
        let without = self.text(Self.communes).split(separator: "\n").filter { !$0.hasPrefix("48140") }.joined(separator: "\n")
        let alone = try OfficialFixture.read([Self.communes: without])
        #expect(alone.department.communes.count == 2)
        #expect(alone.department.closings == [Closing(commune: try CommuneCode("48140"), day: try CivilDay(iso: "2026-01-01"), successor: nil)])
        // Its past stays, and nothing says otherwise.
        #expect(self.told(alone.department) == ["48095 2019-12-05 3", "48140 2019-12-06 1"])
        #expect(alone.remarks.count == 1 && alone.remarks[0].contains("48140") && alone.remarks[0].contains("its past stays"))

        let movements =
            "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n32,2025-07-01,COM,48140,COMD,48140\n32,2025-07-01,COM,48140,COM,48095\n32,2025-07-01,COM,48095,COM,48095\n"
        let dated = try OfficialFixture.read([Self.communes: without, "cog/mvt_commune_2026.csv": movements])
        #expect(
            dated.department.closings == [Closing(commune: try CommuneCode("48140"), day: try CivilDay(iso: "2025-07-01"), successor: try CommuneCode("48095"))]
        )

        // Divided among two it leads to none, and both are told; where a table of passage leads its declarations, the two are told as well.
        let divided = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n30,2025-07-01,COM,48140,COM,48095\n30,2025-07-01,COM,48140,COM,48027\n"
        let parted = try OfficialFixture.read([Self.communes: without, "cog/mvt_commune_2026.csv": divided])
        #expect(parted.department.closings.map(\.successor) == [nil] && parted.department.closings.map { $0.parts.map(\.text) } == [["48027", "48095"]])
        let led = try OfficialFixture.read([
            Self.communes: without, "cog/mvt_commune_2026.csv": divided, "cog/passage-2018-2026.csv": "code_2018,code_2026\n48140,48095\n",
        ])
        #expect(led.department.closings.map(\.successor?.text) == ["48095"] && led.department.closings.map { $0.parts.map(\.text) } == [["48027", "48095"]])

        let passage = try OfficialFixture.read([Self.communes: without, "cog/passage-2018-2026.csv": "code_2018,code_2026\n48140,48095\n"])
        #expect(passage.department.closings.map(\.successor?.text) == ["48095"])
        // Nothing is stored of it yet: its past goes where its code leads.
        let fresh = try OfficialFixture.read([Self.communes: without, "cog/passage-2018-2026.csv": "code_2018,code_2026\n48140,48095\n"], stored: .nothing)
        #expect(self.told(fresh.department) == ["48095 2019-12-05 3", "48095 2019-12-06 1"])
        #expect(fresh.department.closings.isEmpty && fresh.department.successions.contains { $0.code.text == "48140" })
    }

    @Test("A commune that is back in the list is open again, and that is said")
    func reopening() throws {
        let (lozere, remarks) = try OfficialFixture.read(stored: try OfficialFixture.stored(closed: ["48140": "2026-01-01"]))
        #expect(lozere.closings.isEmpty && remarks == ["48: open again: 48140"])
    }

    @Test("A list with less than half of what is open is an excerpt: it closes nothing")
    func excerpt() throws {
        let (lozere, remarks) = try OfficialFixture.read([
            Self.communes: nil,
            "cog/v_commune_2026.csv":
                "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\nCOM,48095,76,48,48D,482,0,MENDE,Mende,Mende,4899,\nCOMD,48027,,,,,2,BLEYMARD,Bleymard,Le Bleymard,,48027\n",
        ])
        // A delegated commune is none, though it bears the code of one.
        #expect(lozere.communes.map(\.code.text) == ["48095"] && lozere.communes[0].name == "Mende" && lozere.communes[0].population == nil)
        #expect(lozere.closings.isEmpty && lozere.population == 30)
        #expect(remarks.count == 1 && remarks[0].contains("excerpt"))
    }

    @Test("INSEE's own list takes its people from an older one, those of a merged commune too")
    func ownList() throws {
        let own =
            "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\nCOM,48095,76,48,48D,482,0,MENDE,Mende,Mende,4899,\nCOM,48027,76,48,48D,482,0,M,M,Mont Lozère et Goulet,4899,\nCOMD,48140,,,,,0,S,S,Saint-Chély-d'Apcher,,48095\n"
        let (lozere, _) = try OfficialFixture.read(["cog/v_commune_2027.csv": own])
        #expect(lozere.communes.map { "\($0.code) \($0.population ?? -1)" } == ["48027 5", "48095 25"])
        #expect(lozere.closings == [Closing(commune: try CommuneCode("48140"), day: try CivilDay(iso: "2027-01-01"), successor: try CommuneCode("48095"))])
    }

    @Test("Two contours of one code are refused unless they are equal")
    func contours() throws {
        let features = [OfficialFixture.feature(#""48027""#, 3.6), OfficialFixture.feature(#""48095""#, 3.4), OfficialFixture.feature(#""48140""#, 3.2)]
        let other = OfficialFixture.feature(#""48027""#, 3.65, name: "Le Bleymard, déléguée")
        let fault = OfficialFixture.fault([Self.shapes: OfficialFixture.collection(features + [other])])
        #expect(fault.contains("geo/communes.geojson, byte") && fault.contains("48027") && fault.contains("Le Bleymard"))
        #expect(try OfficialFixture.read([Self.shapes: OfficialFixture.collection(features + [features[0]])]).remarks.isEmpty)
        let twice = OfficialFixture.collection([OfficialFixture.feature(#""48""#, 3, width: 1), OfficialFixture.feature(#""48""#, 4)])
        #expect(OfficialFixture.fault(["geo/departments.geojson": twice]).contains("second contour of 48"))
    }

    @Test("Codes that a map tool made numbers of, and lost zeros of, are the same codes")
    func numbers() throws {
        let plain = try OfficialFixture.read().department
        let numbers = OfficialFixture.collection([
            OfficialFixture.feature("48027", 3.6), OfficialFixture.feature("48095.0", 3.4), OfficialFixture.feature(#""48140""#, 3.2),
        ])
        let (lozere, remarks) = try OfficialFixture.read([
            Self.shapes: numbers, "geo/departments.geojson": OfficialFixture.collection([OfficialFixture.feature("48", 3, width: 1)]),
        ])
        #expect(lozere.communes == plain.communes && lozere.outline == plain.outline && remarks.isEmpty)
        #expect(OfficialCode.commune("1001") == "01001" && OfficialCode.commune("1001.0") == "01001" && OfficialCode.commune("2a004") == "2A004")
        #expect(
            OfficialCode.commune("2A4") == "2A4" && OfficialCode.commune("") == "" && OfficialCode.department("1") == "01"
                && OfficialCode.department("971") == "971")
        let admin = Self.shapes
        let express = OfficialFixture.collection([OfficialFixture.feature(#""48095""#, 3.4).replacing("\"code\"", with: "\"INSEE_COM\"")])
        #expect(try OfficialFixture.read([admin: express]).department.communes.map { $0.shape != nil } == [false, true, false])
        #expect(OfficialFixture.fault([admin: express.replacing("INSEE_COM", with: "id")]).contains("a feature has no code"))
    }

    @Test("INSEE's deaths one by one: by commune, day and place; days of 00 counted and left out")
    func certificates() throws {
        let header = "ADEC;MDEC;JDEC;DEPDEC;COMDEC;ANAIS;MNAIS;JNAIS;SEXE;COMDOM;LIEUDEC2\n"
        let rows = [
            "2020;3;1;48;48095;1931;;;M;48095;HopCli", "2020;3;1;48;48095;1931;;;F;48095;HopCli", "2020;03;01;48;48095;1931;;;F;48095;Logem",
            "2020;3;2;48;48095;1940;00;00;F;48140;", "2020;3;4;48;095;1940;;;F;48140;HosMar", "2020;3;00;48;48095;1940;;;F;;Autres",
            "2020;00;00;48;48095;1940;;;F;;", "2020;3;2;48;48014;1940;;;F;;Autres", "2020;3;2;99;99109;1940;;;F;;Autres", "2020;3;2;75;75104;1940;;;F;;HopCli",
            "2020;3;2;48;48095;1940;;;F;;Navire",
        ]
        let deaths: [String: String?] = [
            "deaths/daily-by-department.csv": nil, Self.daily: nil, "deaths/DC_2020_det.csv": header + rows.joined(separator: "\n"),
        ]
        let (lozere, remarks) = try OfficialFixture.read(deaths)
        #expect(self.told(lozere) == ["48027 2020-03-02 1", "48095 2020-03-01 3", "48095 2020-03-02 2", "48095 2020-03-04 1"])
        #expect(
            lozere.placeDeaths.map { "\($0.commune) \($0.day) \($0.place) \($0.deaths)" } == [
                "48027 2020-03-02 other 1", "48095 2020-03-01 home 1", "48095 2020-03-01 healthFacility 2", "48095 2020-03-02 unknown 2",
                "48095 2020-03-04 careHome 1",
            ])
        #expect(
            lozere.deaths.isEmpty && lozere.summedDeaths.map { "\($0.day) \($0.deaths)" } == ["2020-03-01 3", "2020-03-02 3", "2020-03-03 0", "2020-03-04 1"])
        // Past deaths were imported before: nothing says that there are none.
        #expect(
            remarks == [
                "2 deaths of a day that is not known (00) are left out",
                "1 death at a kind of place that is not known (Navire) is taken for one of an unknown place",
            ])
        // A published total goes before a sum.
        let both = try OfficialFixture.read(["deaths/DC_2020_det.csv": header + rows.joined(separator: "\n")])
        #expect(
            both.department.deaths.map(\.deaths) == [3, 4] && both.department.summedDeaths.map { "\($0.day)" } == ["2020-03-02", "2020-03-03", "2020-03-04"])
        let fresh = try OfficialFixture.read(["deaths/daily-by-department.csv": nil, Self.daily: nil], stored: .nothing)
        #expect(fresh.remarks.count == 1 && fresh.remarks[0].contains("no past deaths"))
    }

    @Test("Days that two files of deaths tell of are taken from the newer, and never twice")
    func editions() throws {
        let header = "ADEC;MDEC;JDEC;DEPDEC;COMDEC;LIEUDEC2\n"
        let (lozere, remarks) = try OfficialFixture.read([
            Self.daily: nil,
            "deaths/DC_20192020_det.csv": header + "2019;12;31;48;48095;Logem\n2020;3;1;48;48095;Logem\n",
            "deaths/DC_20202021_det.csv": header + "2020;3;1;48;48095;Logem\n2020;3;1;48;48095;Logem\n2021;1;1;48;48095;Logem\n",
        ])
        #expect(self.told(lozere) == ["48095 2019-12-31 1", "48095 2020-03-01 2", "48095 2021-01-01 1"])
        #expect(remarks == ["deaths/DC_20192020_det.csv: days that a newer file tells of as well were taken from that"])
    }

    @Test("A day of 00 is left out and counted, in each kind of file")
    func undated() throws {
        let commune = try OfficialFixture.read([Self.daily: self.text(Self.daily).replacing("2019-12-06", with: "2019-12-00")])
        #expect(self.told(commune.department) == ["48095 2019-12-05 3"])
        #expect(commune.remarks == ["1 death of a day that is not known (00) is left out"])
        let department = try OfficialFixture.read(["deaths/daily-by-department.csv": "date,department,deaths\n2018-01-02,48,3\n2018-00-00,48,7\n"])
        #expect(department.department.deaths.map(\.deaths) == [3] && department.remarks == ["7 deaths of a day that is not known (00) are left out"])
        #expect(OfficialFixture.fault([Self.daily: self.text(Self.daily).replacing("2019-12-06", with: "2019-13-00x")]).contains("line 4"))
    }

    @Test("Deaths under a code that went are those of the commune that it leads to; where it leads nowhere, that is said")
    func oldCodes() throws {
        let more = self.text(Self.daily) + "2020-01,2019-12-05,48014,2\n2020-01,2019-12-05,48999,4\n2020-01,2019-12-05,99109,4\n"
        let (lozere, remarks) = try OfficialFixture.read([Self.daily: more])
        #expect(self.told(lozere) == ["48027 2019-12-05 2", "48095 2019-12-05 3", "48140 2019-12-06 1"])
        #expect(remarks == ["4 deaths of the past at codes that lead to no commune (48999) could not be placed"])
    }

    @Test("Codes that no commune can bear are told; those abroad are nobody's here")
    func strangeCodes() throws {
        let more = self.text(Self.daily) + "2020-01,2019-12-05,4809X,2\n2020-01,2019-12-05,,1\n2020-01,2019-12-05,99131,9\n"
        #expect(try OfficialFixture.read([Self.daily: more]).remarks == ["3 deaths at codes that no commune can bear (4809X, none) are left out"])
        let certificates = "ADEC;MDEC;JDEC;DEPDEC;COMDEC;LIEUDEC2\n2020;3;1;48;;Logem\n2020;3;1;99;99131;Logem\n2020;3;1;48;48095;Logem\n"
        #expect(
            try OfficialFixture.read(["deaths/DC_2020_det.csv": certificates]).remarks == [
                "1 death at codes that no commune can bear (none, department 48) is left out"
            ])
    }

    @Test("A day told twice with two figures is refused by file and line; told twice alike it is told once")
    func twice() throws {
        let daily = self.text("deaths/daily-by-department.csv")
        let fault = OfficialFixture.fault(["deaths/daily-by-department.csv": daily + "2018-01-02,48,77,7\n"])
        #expect(fault.contains("deaths/daily-by-department.csv, line 4") && fault.contains("3 deaths") && fault.contains("77"))
        #expect(try OfficialFixture.read(["deaths/daily-by-department.csv": daily + "2018-01-02,48,3,7\n"]).department.deaths.map(\.deaths) == [3, 4])
        // In two files as well.
        #expect(OfficialFixture.fault(["deaths/daily-by-department-2.csv": "date,department,deaths\n2018-01-02,48,77\n"]).contains("daily-by-department"))
        let communes = self.text(Self.daily)
        #expect(OfficialFixture.fault([Self.daily: communes + "2020-01,2019-12-05,48095,9\n"]).contains("48095"))
        #expect(
            self.told(try OfficialFixture.read([Self.daily: communes + "2020-01,2019-12-05,48095,1\n"]).department) == [
                "48095 2019-12-05 3", "48140 2019-12-06 1",
            ])
    }

    @Test("What is not read is named: unknown, empty, astray, needless")
    func named() throws {
        let (_, remarks) = try OfficialFixture.read([
            "deaths/deces-2020.csv": "nomprenom;sexe;datenaiss\nX;1;19300101\n", "deaths/DC_2021_det.csv": "", "DC_2022_det.csv": "x",
            "cog/epci-2026.csv": "siren,nom\n1,A\n", "cog/communes-2025.csv": self.text(Self.communes), "geo/cantons.geojson": "{}", "cog/notes.pdf": "%PDF",
        ])
        let text = remarks.joined(separator: "\n")
        for name in [
            "deaths/deces-2020.csv", "deaths/DC_2021_det.csv", "DC_2022_det.csv", "cog/epci-2026.csv", "cog/communes-2025.csv", "geo/cantons.geojson",
            "cog/notes.pdf",
        ] {
            #expect(text.contains(name), "\(name) is not named in \(text)")
        }
        #expect(text.contains("it is empty"))
        let zip = try OfficialFixture.read(bytes: ["deaths/DC_2023_det.zip": Array("PK\u{3}\u{4}\u{14}".utf8)])
        #expect(zip.remarks.count == 1 && zip.remarks[0].contains("deaths/DC_2023_det.zip") && zip.remarks[0].contains("unpack it"))
        // Compressed, though its name does not say so.
        let quiet = try OfficialFixture.read(bytes: [Self.communes: Gzip.compress(Array(self.text(Self.communes).utf8))])
        #expect(quiet.department.communes.count == 3 && quiet.remarks.isEmpty)
    }

    @Test(
        "Faulty files are refused with their name, and nothing traps",
        arguments: [
            ("cog/communes-2026.csv", "", "cog/communes-2026.csv: it is empty"),
            ("cog/communes-2026.csv", "code,nom,dep,pop_municipale_2023\n", "no list with a commune in it"),
            ("cog/communes-2026.csv", "code,nom,dep,pop_municipale_2023\n48095,Mende,48,99999999999999999999\n", "line 2"),
            ("cog/communes-2026.csv", "code,nom,dep,pop_municipale_2023\n48095,Mende,48,1\n48095,Mende,48,1\n", "2 times"),
            ("cog/communes-2026.csv", "code,nom,dep,pop_municipale_2023\n75056,Paris,75,1\n", "lists no commune of department 48"),
            ("cog/departements-2026.csv", "code,nom,pop_municipale_2023\n48,Lozère,1\n", "no column for the region"),
            ("cog/regions-2026.csv", "", "cog/regions-*.csv"),
            ("geo/communes.geojson", "", "geo/communes.geojson is empty"),
            ("geo/communes.geojson", "{", "geo/communes.geojson, byte"),
            ("deaths/daily-by-department.csv", "date,department,deaths\n2018-01-02,48,-3\n", "line 2"),
            ("deaths/daily-by-department.csv", "date,department,deaths\n2018-01-02,48\n", "2 values instead of 3"),
            ("deaths/DC_2020_det.csv", "ADEC;MDEC;JDEC;COMDEC\nx;1;1;48095\n", "line 2"),
            ("deaths/DC_2020_det.csv", "ADEC;MDEC;JDEC;COMDEC\n2020;2;30;48095\n", "line 2"),
            ("deaths/DC_2020_det.csv", "ADEC;MDEC\n2020;2\n", "DC_2020_det.csv has no column for what INSEE calls JDEC"),
        ])
    func faults(file: String, text: String, message: String) {
        let fault = OfficialFixture.fault([file: text])
        #expect(fault.contains(message), "\(fault)")
    }

    @Test("A compressed file that is cut short, and bytes that are no text, are found out")
    func cut() throws {
        let whole = try Gzip.compress(Array(self.text(Self.communes).utf8))
        let cut = OfficialFixture.fault([Self.communes: nil], bytes: ["cog/communes-2026.csv.gz": Array(whole.dropLast(9))])
        #expect(cut.contains("communes-2026.csv.gz") && cut.contains("not a whole gzip file"))
        let shapes = try Gzip.compress(Array(self.text(Self.shapes).utf8))
        #expect(OfficialFixture.fault([Self.shapes: nil], bytes: ["geo/communes.geojson.gz": Array(shapes.dropLast(9))]).contains("communes.geojson.gz"))
        let mixed = Array("code,nom,dep,pop_municipale_2023\n48095,é,48,1\n".utf8) + [0x34, 0x38, 0x31, 0x34, 0x30, 0x2C, 0xE9, 0x2C, 0x34, 0x38, 0x2C, 0x31]
        #expect(OfficialFixture.fault(bytes: [Self.communes: mixed]).contains("neither UTF-8 nor Windows-1252"))
        let header = try OfficialFixture.read(["deaths/DC_2020_det.csv": "ADEC;MDEC;JDEC;COMDEC\n"])
        #expect(header.remarks == ["deaths/DC_2020_det.csv tells of no death here"])
    }
}
