import Foundation
import Mortality
@testable import Reference
import Testing

/// A small Lozère of official files: three communes, and what INSEE and others publish of them.
enum OfficialFixture {
    static let today = CivilDay.last.addingYears(-174)

    static let lozere = [
        "cog/regions-2026.csv": "code,nom\n76,Occitanie\n",
        "cog/departements-2026.csv": "code,nom,tncc,reg,chef_lieu,nb_communes,pop_municipale_2023\n48,Lozère,3,76,48095,3,30\n",
        "cog/communes-2026.csv": """
        code,nom,dep,reg,pop_municipale_2023,pop_totale_2023,lon,lat,superficie_km2
        48027,Mont Lozère et Goulet,48,76,5,6,3.7,44.5,10
        48095,Mende,48,76,15,16,3.5,44.5,10
        48140,Saint-Chély-d'Apcher,48,76,10,11,3.3,44.8,10

        """,
        "cog/communes-associees-deleguees-arrondissements-2026.csv": """
        type,code,nom,commune_parente,dep,pop_municipale_2023,pop_totale_2023
        COMD,48027,Le Bleymard,48027,48,,
        COMD,48040,Chasseradès,48027,48,,

        """,
        "cog/passage-2018-2026.csv": "code_2018,nom_2018,code_2026,nom_2026,nature\n48140,Saint-Chély-d'Apcher,48140,Saint-Chély-d'Apcher,identique\n",
        "cog/passage-anciens-codes-2026.csv":
            "code_ancien,nom_ancien,code_2026,nom_2026,date_dernier_mouvement,mod\n48014,Bagnols-les-Bains,48027,Mont Lozère et Goulet,2017-01-01,32\n",
        "geo/departments.geojson": collection([feature(#""48""#, 3, width: 1)]),
        "geo/communes.geojson": collection([feature(#""48027""#, 3.6), feature(#""48095""#, 3.4), feature(#""48140""#, 3.2)]),
        "deaths/daily-by-department.csv": "date,department,deaths,deaths_electronic\n2018-01-02,48,3,1\n2020-03-01,48,4,1\n",
        "deaths/daily-by-commune-2019-12_2020-02.csv":
            "file_month,date,commune,deaths\n2020-01,2019-12-05,48095,1\n2020-02,2019-12-05,48095,2\n2020-01,2019-12-06,48140,1\n",
    ]

    /// A square of a tenth of a degree.
    static func feature(_ code: String, _ x: Double, width: Double = 0.1, name: String = "ici") -> String {
        #"{"type":"Feature","properties":{"code":\#(code),"nom":"\#(name)"},"geometry":{"type":"Polygon","coordinates":[[[\#(x),44],[\#(x + width),44],[\#(x + width),44.1],[\#(x),44]]]}}"#
    }

    static func collection(_ features: [String]) -> String { #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"# }

    /// What is stored once the unaltered files were imported.
    static func stored(closed: [String: String] = [:]) throws -> StoredReference {
        let codes = try ["48027", "48095", "48140"].map { try CommuneCode($0) }
        return StoredReference(
            communes: Dictionary(
                uniqueKeysWithValues: try codes.map { code in
                    (code, StoredReference.Commune(closedOn: try closed[code.text].map { try CivilDay(iso: $0) }, hasShape: true))
                }),
            pasts: [try DepartmentCode("48")])
    }

    /// The Lozère out of the files with some replaced, or left out.
    static func read(
        _ changes: [String: String?] = [:], bytes: [String: [UInt8]] = [:], stored: StoredReference? = nil
    ) throws -> (department: ImportedDepartment, remarks: [String]) {
        var files = self.lozere.mapValues { Array($0.utf8) }
        for (path, text) in changes { files[path] = text.map { Array($0.utf8) } }
        for (path, content) in bytes { files[path] = content }
        var result: (ImportedDepartment, [String])?
        try self.withFolder(bytes: files) { path in
            let official = try OfficialImport(
                OfficialFolder(path: path), codes: [try DepartmentCode("48")], stored: try stored ?? self.stored(), today: self.today)
            result = (try #require(official.departments.first), official.remarks)
        }
        return try #require(result)
    }

    /// Why files with some replaced are refused.
    static func fault(_ changes: [String: String?] = [:], bytes: [String: [UInt8]] = [:]) -> String {
        do {
            _ = try self.read(changes, bytes: bytes)
            return "not refused"
        } catch {
            return "\(error)"
        }
    }

    /// A folder of its own with these files in it.
    static func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        try self.withFolder(bytes: files.mapValues { Array($0.utf8) }, body)
    }

    static func withFolder(bytes files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-official-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, bytes) in files {
            let url = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        try body(root.path)
    }
}
