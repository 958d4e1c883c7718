import Formats
import Foundation
import Mortality
import Testing

@testable import Cartography

/// The real nation, with its insets.
@Suite(.enabled(if: RealData.exists, "the real contours are not on this machine"))
struct NationTests {
    private static let size = PictureSize.square

    /// Levels and figures that hang on the code alone; two departments are not watched.
    private static func map(_ indicator: Indicator, _ areas: [BasemapArea]) throws -> Choropleth {
        var generator = SeededGenerator(seed: 1_976)
        var values: [AreaCode: Choropleth.Value] = [:]
        for area in areas.sorted(by: { $0.code < $1.code }) where values[area.code] == nil {
            let draw = Double.random(in: 0..<1, using: &generator)
            let reading: Reading =
                switch indicator {
                case _ where area.code.text == "23" || area.code.text == "973": .unwatched
                case _ where draw < 0.06: .silent
                case .level: .level(draw < 0.55 ? .green : draw < 0.75 ? .yellow : draw < 0.9 ? .orange : .red)
                case .ratio: .value(draw * draw * 6)
                default: .value((draw * draw * 90).rounded())
                }
            values[area.code] = Choropleth.Value(reading, text: "essai")
        }
        let day = try CivilDay(iso: "2020-04-01")
        return Choropleth(
            scale: ValueScale(indicator, by: .departments, showsUnwatched: true), department: nil, day: day, title: "France – niveau d’alerte",
            subtitle: "Du 26 mars au 1er avril 2020", summary: "12 départements en rouge, 19 en orange",
            notes: ["99 départements suivis sur 101 ; les totaux ne portent que sur eux.", "Chaque carton a sa propre échelle."],
            source: "Sources : déclarations des communes (Vigie) ; contours IGN Admin Express ; projection Lambert-93 et projections légales d’outre-mer",
            freshness: "Données à jour à 07 h 00", values: values)
    }

    private static func departments() throws -> [BasemapArea] { try RealData.departments() }

    private static func insets(_ areas: [BasemapArea]) -> [Inset] {
        let paris = areas.filter { ["75", "92", "93", "94"].contains($0.code.text) }
        return [Inset(name: "Petite couronne", basemap: Basemap(paris, projection: .lambert93), isEnlargement: true)]
            + areas.filter { !$0.code.department.isMetropolitan }.map {
                Inset(name: $0.name, basemap: Basemap([$0], projection: .standard(for: $0.code.department)))
            }
    }

    @Test(arguments: [(1_000, 1_000), (1_000, 800), (700, 1_000), (320, 240), (1_123, 794)])
    func everyInsetStandsInItsFrame(width: Int, height: Int) throws {
        let areas = try Self.departments()
        let size = try #require(PictureSize(width: width, height: height))
        let insets = Self.insets(areas)
        #expect(insets.map(\.name) == ["Petite couronne", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"])
        let basemap = Basemap(areas.filter { $0.code.department.isMetropolitan }, projection: .lambert93)
        let plate = Plate(basemap, insets: insets, labels: .codes, size: size)
        #expect(width == 320 ? plate.names.isEmpty : plate.names.count > 90)
        let frames = plate.panels.compactMap(\.frame)
        #expect(frames.count == 6)
        for (index, frame) in frames.enumerated() {
            #expect(plate.layout.map.inset(by: -0.01).contains(frame))
            #expect(!frames[(index + 1)...].contains(where: frame.intersects))
            for point in plate.panels[index + 1].fitted.rings.flatMap({ $0 }).flatMap({ $0 }) {
                #expect(point.x >= frame.x && point.x <= frame.maxX && point.y >= frame.y && point.y <= frame.maxY)
            }
            let name = try #require(plate.panels[index + 1].name)
            #expect(frame.contains(name.box))
        }
        // No metropolitan land lies under a frame.
        let land = plate.fitted.rings.flatMap { $0 }.flatMap { $0 }
        #expect(!land.contains { point in frames.contains { point.x > $0.x && point.x < $0.maxX && point.y > $0.y && point.y < $0.maxY } })
        for indicator in [Indicator.level, .ratio, .deaths] {
            let sheet = MapSheet(try Self.map(indicator, areas), on: plate)
            // Every department counts once, though Paris and its neighbours are drawn twice.
            #expect(sheet.legend.entries.compactMap { Int($0.count.text) }.reduce(0, +) == 101)
            try Pictures.keep(try PictureRenderer.png(sheet), as: "france-\(indicator.rawValue)-\(width)x\(height).png")
        }
    }
}
