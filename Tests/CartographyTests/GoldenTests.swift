import Foundation
import Mortality
import Testing

@testable import Cartography

/// Pictures compared with those in `Goldens`, which somebody has looked at.
///
/// A picture that is meant to look otherwise: run with `VIGIE_PICTURES` naming a folder, look at `golden-*.png` there, and
/// copy it over the old one.
struct GoldenTests {
    enum Case: String, CaseIterable {
        case deaths, rate, level, nation

        /// Twenty-four squares in every class there is; the nation has departments, and two insets.
        func sheet(changing changed: Int? = nil) throws -> MapSheet {
            let size = try #require(PictureSize(width: 600, height: 480))
            let squares = try Squares.areas(columns: 6, rows: 4)
            let levels = Level.allCases
            func reading(_ number: Int) -> Reading {
                // A changed square falls in the class beside its own.
                let step = number + (number == changed ? 1 : 0)
                switch self {
                case .level: return .level(levels[step % levels.count])
                case .deaths: return step % 8 == 7 ? .silent : .value([0, 1, 2, 3, 5, 10, 40][step % 8])
                case .rate: return [Reading.silent, .undefined, .value(0), .value(5), .value(15), .value(30), .value(60), .value(90)][step % 8]
                case .nation: return step % 7 == 6 ? .unwatched : [Reading.value(0), .value(5), .value(15), .value(30), .value(60), .silent][step % 7]
                }
            }
            guard self == .nation else {
                let indicator = Indicator(rawValue: self.rawValue) ?? .deaths
                let readings = Dictionary(uniqueKeysWithValues: (1...24).map { ($0, reading($0)) })
                return MapSheet(try Squares.map(indicator, readings), on: Basemap(squares, projection: .lambert93), size: size)
            }
            let codes = ["75", "92", "93", "94"] + (1...20).map { $0 < 10 ? "0\($0)" : $0 == 20 ? "2A" : "\($0)" }
            var areas: [BasemapArea] = []
            var values: [AreaCode: Choropleth.Value] = [:]
            for (number, (code, square)) in zip(codes, squares).enumerated() {
                let area = BasemapArea(code: .department(try DepartmentCode(code)), name: code, population: 10, shape: square.shape)
                areas.append(area)
                values[area.code] = Choropleth.Value(reading(number), text: "")
            }
            let far = BasemapArea(
                code: .department(try DepartmentCode("974")), name: "La Réunion", population: 1,
                shape: try Squares.shape([(55.2, -21.3), (55.5, -20.9), (55.8, -21.2), (55.6, -21.4)]))
            values[far.code] = Choropleth.Value(reading(3), text: "")
            let map = Choropleth(
                scale: ValueScale(.deaths, by: .departments, showsUnwatched: true), department: nil, day: try CivilDay(iso: "2020-04-01"),
                title: "France – décès déclarés", subtitle: "Mercredi 1er avril 2020, par département de décès",
                summary: "1\u{202F}234 décès déclarés", notes: ["Chaque carton a sa propre échelle."], source: "Sources\u{202F}: essai",
                freshness: "Données à jour à 07 h 00", values: values)
            let insets = [
                Inset(name: "Petite couronne", basemap: Basemap(Array(areas.prefix(4)), projection: .lambert93), isEnlargement: true),
                Inset(name: "La Réunion", basemap: Basemap([far], projection: .standard(for: try DepartmentCode("974")))),
            ]
            return MapSheet(map, on: Plate(Basemap(areas, projection: .lambert93), insets: insets, labels: .codes, size: size))
        }

        func pixels(changing changed: Int? = nil) throws -> [UInt32] {
            let sheet = try self.sheet(changing: changed)
            return try PictureRenderer.pixels(sheet, on: try RasterPlate(sheet.plate)).map { $0 & 0xFF_FFFF }
        }

        func golden() throws -> PNGReader {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(self.rawValue).png")
            return try PNGReader(Array(try Data(contentsOf: file)))
        }
    }

    @Test(arguments: Case.allCases)
    func itLooksAsItDid(picture: Case) throws {
        try Pictures.keep(try PictureRenderer.png(try picture.sheet()), as: "golden-\(picture.rawValue).png")
        let golden = try picture.golden()
        let pixels = try picture.pixels()
        try #require(golden.width == 600 && golden.pixels.count == pixels.count)
        let difference = PictureDifference(pixels, golden.pixels, width: 600)
        #expect(difference.worst <= PictureDifference.tolerance, "at \(difference.place)")
    }

    /// The comparison would be worth nothing if it let a wrong colour pass.
    @Test(arguments: Case.allCases)
    func oneAreaInTheNextColourIsFoundOut(picture: Case) throws {
        let golden = try picture.golden()
        for number in [1, 4, 9, 16, 23] {
            let difference = PictureDifference(try picture.pixels(changing: number), golden.pixels, width: 600)
            #expect(difference.worst > PictureDifference.tolerance, "\(number)")
        }
    }
}
