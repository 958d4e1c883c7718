import Foundation
import Judging
import Surveillance

/// Communes, by their town halls and inhabitants: the real ones, or synthetic ones as many.
struct Land {
    struct Commune {
        let department: String
        let longitude: Double
        let latitude: Double
        let inhabitants: Double
    }

    /// `real` or `synthetic`.
    let source: String
    let communes: [Commune]
    /// Places of each department's communes.
    let departments: [String: [Int]]

    init(folder: URL) throws {
        let file = folder.appending(path: "cog/communes-2026.csv")
        let isReal = FileManager.default.isReadableFile(atPath: file.path)
        let communes = isReal ? try Self.read(try String(contentsOf: file, encoding: .utf8)) : Self.drawn()
        self.source = isReal ? "real" : "synthetic"
        self.communes = communes
        self.departments = communes.indices.reduce(into: [:]) { $0[communes[$1].department, default: []].append($1) }
    }

    private static func read(_ text: String) throws -> [Commune] {
        let lines = text.split(whereSeparator: \.isNewline)
        let columns = lines.first.map { Self.fields($0) } ?? []
        guard let department = columns.firstIndex(of: "dep"), let people = columns.firstIndex(of: "pop_municipale_2023"),
            let longitude = columns.firstIndex(of: "lon"), let latitude = columns.firstIndex(of: "lat")
        else { throw BenchError(reason: "communes-2026.csv lacks a column of dep, pop_municipale_2023, lon, lat") }
        return lines.dropFirst().compactMap { line in
            let fields = Self.fields(line)
            guard fields.count == columns.count, let x = Double(fields[longitude]), let y = Double(fields[latitude]) else { return nil }
            return Commune(department: fields[department], longitude: x, latitude: y, inhabitants: Double(fields[people]) ?? 0)
        }
    }

    /// A line of RFC 4180 without line breaks in it.
    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    /// 140 departments of 250 communes side by side, sizes as uneven as real ones; that which stands for Morbihan has 249.
    private static func drawn() -> [Commune] {
        var random = ReplicateGenerator(seed: 35_000)
        return (0..<140).flatMap { department in
            (0..<(department == 0 ? 249 : 250)).map { _ in
                Commune(
                    department: department == 0 ? "56" : "D\(department)",
                    longitude: Double(department % 12) * 1.2 + Double.random(in: 0..<1.2, using: &random),
                    latitude: 43 + Double(department / 12) * 0.6 + Double.random(in: 0..<0.6, using: &random),
                    inhabitants: exp(6.2 + 1.3 * random.normal()).rounded())
            }
        }
    }

    /// Communes on a plane in kilometres, around the first of them: degrees of latitude are 111.2 km, those of longitude
    /// less by the cosine.
    func points(of places: [Int]) -> [ScanZones.Point] {
        guard let first = places.first else { return [] }
        let scale = cos(self.communes[first].latitude * Double.pi / 180)
        return places.map { ScanZones.Point(x: self.communes[$0].longitude * 111.2 * scale, y: self.communes[$0].latitude * 111.2) }
    }
}
