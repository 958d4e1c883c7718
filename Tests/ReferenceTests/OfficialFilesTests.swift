import Foundation
import Mortality
@testable import Reference
import Testing

@Suite struct OfficialFilesTests {
    private static let square = "[[[0,47],[1,47],[1,48],[0,47]]]"
    private static let files = [
        "cog/regions-2026.csv": "code,nom\n53,Bretagne\n",
        "cog/departements-2026.csv": "code,nom,reg,pop_municipale_2023\n56,Morbihan,53,777383\n75,Paris,11,2103778\n",
        "cog/communes-2026.csv": """
        code,nom,pop_municipale_2023,lon,lat,superficie_km2
        56260,Vannes,54020,-2.76,47.66,32.3
        75056,Paris,2103778,2.35,48.86,105.4
        56121,"Lorient, port",57567,,,

        """,
        "cog/communes-associees-deleguees-arrondissements-2026.csv": """
        type,code,nom,commune_parente,pop_municipale_2023
        COMD,56260,Vannes,56260,
        ARM,75103,Paris 3e Arrondissement,75056,32000

        """,
        "cog/passage-2018-2026.csv": "code_2018,code_2026\n56001,56121\n56260,56260\n",
        "geo/departments.geojson":
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"56"},"geometry":{"type":"Polygon","coordinates":\#(square)}}]}"#,
        "geo/communes.geojson":
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"56260"},"geometry":{"type":"Polygon","coordinates":\#(square)}}]}"#,
        "deaths/daily-by-department.csv": "date,department,deaths\n2020-04-01,56,25\n2020-04-02,56,30\n2020-04-01,75,99\n",
        "deaths/daily-by-commune-2020.csv": """
        file_month,date,commune,deaths
        2020-01,2020-01-05,56260,1
        2020-02,2020-01-05,56260,2
        2020-02,2020-01-06,56001,4
        2020-02,2020-01-06,75104,1
        2020-02,2020-01-06,99109,5

        """,
    ]

    @Test("The official layout becomes departments")
    func layout() throws {
        try OfficialFixture.withFolder(Self.files) { path in
            let official = try OfficialImport(OfficialFolder(path: path), codes: nil, today: OfficialFixture.today)
            #expect(official.departments.map(\.code.text) == ["56", "75"])
            let morbihan = official.departments[0]
            #expect(morbihan.region == "Bretagne" && morbihan.population == 777_383 && morbihan.outline != nil)
            #expect(morbihan.communes.map(\.name) == ["Lorient, port", "Vannes"])
            #expect(morbihan.communes.map { $0.shape != nil } == [false, true])
            #expect(morbihan.communes[1].longitude == -2.76 && morbihan.communes[0].longitude == nil)
            #expect(morbihan.deaths.map(\.deaths) == [25, 30])
            // Two months' files name the same day; an old code is followed to its commune.
            #expect(morbihan.communeDeaths.map { "\($0.place) \($0.day) \($0.deaths)" } == ["56121 2020-01-06 4", "56260 2020-01-05 3"])
            let paris = official.departments[1]
            #expect(paris.communes.map(\.code.text) == ["75056", "75103"])
            #expect(paris.communes[1].municipality?.text == "75056")
            // An arrondissement that is not listed counts in its commune.
            #expect(paris.communeDeaths.map(\.place.text) == ["75056"])
            #expect(
                official.remarks == [
                    "56: 1 of 2 communes have no shape, and stay off the map", "75: 1 of 1 commune have no shape, and stay off the map",
                ])
        }
    }

    @Test("Only what was asked for is read")
    func selection() throws {
        try OfficialFixture.withFolder(Self.files) { path in
            let official = try OfficialImport(OfficialFolder(path: path), codes: [try DepartmentCode("56")], today: OfficialFixture.today)
            #expect(official.departments.map(\.code.text) == ["56"])
            // Where the others lie is known all the same.
            #expect(official.outlines.contains { $0.code.text == "56" && $0.shape == official.departments[0].outline })
            let error = #expect(throws: ReferenceError.self) {
                try OfficialImport(OfficialFolder(path: path), codes: [try DepartmentCode("29")], today: OfficialFixture.today)
            }
            #expect(error?.description.contains("no department 29") == true)
        }
    }

    @Test(
        "A fault is one sentence with file and line",
        arguments: [
            ("cog/communes-2026.csv", "code,nom\n56260,Vannes\n", "cog/communes-2026.csv has no column for the population (popmunicipale"),
            (
                "cog/communes-2026.csv", "code,nom,pop_municipale_2023,lon,lat,superficie_km2\n56260,Vannes,many,0,0,0\n",
                #"cog/communes-2026.csv, line 2: "many" is no count"#
            ),
            (
                "cog/communes-2026.csv", "code,nom,pop_municipale_2023,lon,lat,superficie_km2\n\n56260,Vannes\n",
                "cog/communes-2026.csv, line 3: 2 values instead of 6"
            ),
            (
                "cog/communes-2026.csv", "code,nom,pop_municipale_2023,lon,lat,superficie_km2\n56260,\"Vannes,1,0,0,0\n",
                "cog/communes-2026.csv, line 2: a quotation does not end"
            ),
            ("cog/departements-2026.csv", "code,nom,reg,pop_municipale_2023\n5X,Morbihan,53,1\n", "departements-2026.csv, line 2"),
            ("deaths/daily-by-department.csv", "date,department,deaths\n2020-02-30,56,1\n", "daily-by-department.csv, line 2"),
            ("geo/communes.geojson", "{\"type\":\"Feature\"", "communes.geojson, byte"),
        ])
    func faults(file: String, text: String, message: String) throws {
        var files = Self.files
        files[file] = text
        try OfficialFixture.withFolder(files) { path in
            let error = #expect(throws: ReferenceError.self) { try OfficialImport(OfficialFolder(path: path), codes: nil, today: OfficialFixture.today) }
            #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        }
    }

    @Test("A missing file or folder is named; a broken gzip file is found out")
    func missing() throws {
        try OfficialFixture.withFolder(["cog/regions-2026.csv.gz": "not gzip at all"]) { path in
            let error = #expect(throws: ReferenceError.self) { try OfficialImport(OfficialFolder(path: path), codes: nil, today: OfficialFixture.today) }
            #expect(error?.description.contains("regions-2026.csv.gz") == true)
        }
        try OfficialFixture.withFolder(["cog/regions-2026.csv": "code,nom\n"]) { path in
            let error = #expect(throws: ReferenceError.self) { try OfficialImport(OfficialFolder(path: path), codes: nil, today: OfficialFixture.today) }
            #expect(error?.description.contains("cog/departements-*.csv") == true)
        }
        #expect(throws: ReferenceError.self) { try OfficialFolder(path: "/nowhere/at/all") }
    }

    static let data =
        ProcessInfo.processInfo.environment["VIGIE_DATA"]
        ?? URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data").path

    @Test("The real Morbihan", .enabled(if: FileManager.default.fileExists(atPath: data + "/geo/communes.geojson.gz"), "the real data are not here"))
    func morbihan() throws {
        let official = try OfficialImport(OfficialFolder(path: Self.data), codes: [try DepartmentCode("56")], today: OfficialFixture.today)
        let morbihan = try #require(official.departments.first)
        #expect(morbihan.name == "Morbihan" && morbihan.region == "Bretagne")
        #expect(morbihan.communes.count == 249)
        #expect(morbihan.communes.allSatisfy { $0.shape != nil && ($0.population ?? 0) > 0 })
        #expect(morbihan.communes.contains { $0.code.text == "56260" && $0.name == "Vannes" })
        #expect(morbihan.deaths.count > 1_100)
        #expect(!morbihan.communeDeaths.isEmpty)
        #expect(abs(morbihan.communes.reduce(0) { $0 + ($1.population ?? 0) } - morbihan.population) < 5)
    }
}
