import Mortality
import Testing

@testable import Cartography

/// A department that tests can hold in their head: squares of a tenth of a degree side by side, numbered from the south-west.
enum Squares {
    /// A shape from one ring of degrees.
    static func shape(_ points: [(Double, Double)]) throws -> Shape {
        let vertices = try points.map { try #require(Vertex(longitude: $0.0, latitude: $0.1)) }
        let ring = try #require(Ring(vertices))
        return try #require(Shape([Polygon(outside: ring)]))
    }

    /// The square in a column and a row.
    static func square(column: Int, row: Int) throws -> Shape {
        let (x, y) = (2 + Double(column) / 10, 46 + Double(row) / 10)
        return try Self.shape([(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1), (x, y)])
    }

    /// The commune of a square.
    static func code(_ number: Int) throws -> CommuneCode {
        let text = String(number)
        return try CommuneCode("00" + String(repeating: "0", count: 3 - text.count) + text)
    }

    /// A grid of communes, the population of each a hundred times its number.
    static func areas(columns: Int, rows: Int) throws -> [BasemapArea] {
        try (0..<columns * rows).map { index in
            BasemapArea(
                code: try Self.code(index + 1), name: "Carré \(index + 1)", population: (index + 1) * 100,
                shape: try Self.square(column: index % columns, row: index / columns))
        }
    }

    /// A map of the grid: the readings by number of the commune.
    static func map(_ indicator: Indicator, _ readings: [Int: Reading], title: String = "Exercice – décès déclarés") throws -> Choropleth {
        var values: [AreaCode: Choropleth.Value] = [:]
        for (number, reading) in readings { values[.commune(try Self.code(number))] = Choropleth.Value(reading, text: "valeur \(number)") }
        return Choropleth(
            scale: ValueScale(indicator), department: .exercise, day: try CivilDay(iso: "2026-11-23"), title: title,
            subtitle: "lundi 23 novembre 2026", summary: "Trois décès", notes: ["Une note."], source: "Source : Vigie",
            freshness: "Données à jour à 07 h 00", values: values)
    }
}
