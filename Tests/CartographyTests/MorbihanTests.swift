import Formats
import French
import Mortality
import Testing

@testable import Cartography

/// The real Morbihan, in every indicator and shape of sheet.
@Suite(.enabled(if: RealData.exists, "the real contours are not on this machine"))
struct MorbihanTests {
    private static func map(_ indicator: Indicator, of areas: [BasemapArea]) throws -> Choropleth {
        var generator = SeededGenerator(seed: 56)
        var values: [AreaCode: Choropleth.Value] = [:]
        for area in areas where Int.random(in: 0..<10, using: &generator) < 7 {
            let deaths = Int.random(in: 0..<max(area.population / 2_500, 1) + 1, using: &generator) * Int.random(in: 0...2, using: &generator)
            let reading: Reading =
                switch indicator {
                case .deaths: .value(Double(deaths))
                case .rate: .value(Double(deaths) * 100_000 / Double(area.population))
                case .ratio: .value(Double(deaths) / (Double(area.population) * 0.0002))
                case .level: .level(.orange)
                case .completeness: .value(Double(Int.random(in: 1...7, using: &generator)))
                }
            values[area.code] = Choropleth.Value(reading, text: FrenchText.count(deaths, "décès", "décès"))
        }
        let day = try CivilDay(iso: "2026-11-23")
        return Choropleth(
            scale: ValueScale(indicator), department: try DepartmentCode("56"), day: day, title: "Morbihan (56) – décès déclarés",
            subtitle: FrenchText.dateWithWeekday(day) + ", par commune de décès", summary: "87 décès déclarés par 171 communes sur 249",
            notes: indicator == .rate ? ["Un taux sur une petite commune varie beaucoup d’un jour à l’autre."] : [],
            source: "Sources : déclarations des communes (Vigie) ; contours IGN Admin Express ; projection Lambert-93.",
            freshness: "Données à jour à " + FrenchText.time(hour: 7, minute: 0), values: values)
    }

    @Test(arguments: Indicator.allCases)
    func everyIndicatorIsDrawn(indicator: Indicator) throws {
        let areas = try RealData.areas(ofDepartment: "56")
        #expect(areas.count == 249)
        let basemap = Basemap(areas, projection: .lambert93)
        let sheet = MapSheet(try Self.map(indicator, of: areas), on: basemap, size: .usual)
        let png = try PictureRenderer.png(sheet)
        try Pictures.keep(png, as: "morbihan-\(indicator.rawValue).png")
        try Pictures.keep(SVGRenderer.render(sheet), as: "morbihan-\(indicator.rawValue).svg")
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test(arguments: [(320, 240), (600, 1_000), (2_400, 1_600), (1_600, 500)])
    func everySizeIsLaidOut(width: Int, height: Int) throws {
        let areas = try RealData.areas(ofDepartment: "56")
        let size = try #require(PictureSize(width: width, height: height))
        let sheet = MapSheet(try Self.map(.deaths, of: areas), on: Basemap(areas, projection: .lambert93), size: size)
        try Pictures.keep(try PictureRenderer.png(sheet), as: "morbihan-\(width)x\(height).png")
    }
}
