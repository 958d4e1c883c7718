import Cartography
import Formats
import Foundation
import Mortality

/// The communes that are drawn: the real ones of Morbihan and of metropolitan France, or a synthetic land as large.
struct BenchLand {
    /// `real` or `synthetic`.
    let source: String
    let department: [BasemapArea]
    let nation: [BasemapArea]

    init(folder: URL) throws {
        let contours = folder.appending(path: "geo/communes.geojson.gz")
        if FileManager.default.fileExists(atPath: contours.path()) {
            let areas = try Self.communes(of: contours).filter { $0.code.department.text.utf8.count == 2 }
            self.source = "real"
            self.nation = areas
            self.department = areas.filter { $0.code.department.text == "56" }
        } else {
            self.source = "synthetic"
            self.department = try Self.grid(departments: 1, columns: 16, rows: 16)
            self.nation = try Self.grid(departments: 90, columns: 20, rows: 20)
        }
    }

    private static func communes(of file: URL) throws -> [BasemapArea] {
        let bytes = try Gzip.decompress(Array(try Data(contentsOf: file)))
        return try GeoJSONReader.features(of: bytes).compactMap { feature in
            guard let code = feature.text("code"), let shape = feature.shape else { return nil }
            return BasemapArea(
                code: try CommuneCode(code), name: feature.text("nom") ?? code, population: feature.integer("pop") ?? 0, shape: shape)
        }
    }

    /// Departments side by side, each a grid of communes with wavy borders of 12 points a side.
    private static func grid(departments: Int, columns: Int, rows: Int) throws -> [BasemapArea] {
        let across = max(Int(Double(departments).squareRoot()), 1)
        return try (0..<departments).flatMap { department in
            try (0..<columns * rows).compactMap { index in
                let (column, row) = (department % across * columns + index % columns, department / across * rows + index / columns)
                guard let shape = Self.square(column, row) else { return nil }
                let prefix = department + 1 < 10 ? "0\(department + 1)" : "\(department + 1)"
                let number = "00\(index + 1)".suffix(3)
                return BasemapArea(
                    code: try CommuneCode((prefix == "20" ? "95" : prefix) + number), name: "Commune \(index + 1)",
                    population: 100 + index * 37 % 5_000, shape: shape)
            }
        }
    }

    private static func square(_ column: Int, _ row: Int) -> Shape? {
        let side = 0.05
        // The wave hangs on the place alone, so that neighbours share it.
        func point(_ x: Double, _ y: Double) -> Vertex? {
            Vertex(
                longitude: -4 + (x + 0.15 * wave(x * 3.1 + y * 7.7)) * side,
                latitude: 42 + (y + 0.15 * wave(x * 5.3 - y * 2.9)) * side * 0.7)
        }
        func wave(_ phase: Double) -> Double { abs((phase / 2).truncatingRemainder(dividingBy: 2)) - 0.5 }
        let (x, y, steps) = (Double(column), Double(row), 12)
        let along = (0..<steps).map { Double($0) / Double(steps) }
        let vertices =
            along.map { point(x + $0, y) } + along.map { point(x + 1, y + $0) } + along.map { point(x + 1 - $0, y + 1) }
            + along.map { point(x, y + 1 - $0) }
        return Ring(vertices.compactMap { $0 }).flatMap { Shape([Polygon(outside: $0)]) }
    }
}
