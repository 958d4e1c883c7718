import Foundation
import Mortality
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@testable import Cartography

struct RenderingTests {
    private static let readings: [Int: Reading] = [1: .value(0), 2: .value(1), 3: .value(4), 4: .value(12), 5: .undefined]

    private static func sheet(
        _ indicator: Indicator = .deaths, readings: [Int: Reading] = Self.readings, title: String = "Exercice", size: PictureSize = .usual
    ) throws -> MapSheet {
        let basemap = Basemap(try Squares.areas(columns: 3, rows: 2), projection: .lambert93)
        return MapSheet(try Squares.map(indicator, readings, title: title), on: basemap, size: size)
    }

    /// The colour of a pixel, `0xRRGGBB`.
    private static func colour(_ pixels: [UInt32], at point: ScreenPoint, width: Int = 1_000) -> UInt32 {
        pixels[Int(point.y) * width + Int(point.x)] & 0xFF_FFFF
    }

    private static func pixels(_ sheet: MapSheet) throws -> [UInt32] { try PictureRenderer.pixels(sheet, on: try RasterPlate(sheet.plate)) }

    @Test func communesHaveTheColourOfTheirClass() throws {
        let sheet = try Self.sheet()
        let pixels = try Self.pixels(sheet)
        #expect(pixels.count == 1_000 * 800)
        // A little off the middle, which bears the name.
        for (area, expected) in [(0, 0xDFEAF3), (1, 0x9EBCDA), (2, 0x8C6BB1), (3, 0x4D004B)] as [(Int, UInt32)] {
            let centre = sheet.plate.fitted.centres[area]
            #expect(Self.colour(pixels, at: ScreenPoint(x: centre.x, y: centre.y + 40)) == expected)
        }
        #expect(Self.colour(pixels, at: ScreenPoint(x: 2, y: 2)) == 0xFFFFFF)
    }

    @Test func silenceIsHatchedOnThePicture() throws {
        let sheet = try Self.sheet()
        let pixels = try Self.pixels(sheet)
        let centre = sheet.plate.fitted.centres[5]
        let colours = Set(
            (0..<20).flatMap { x in (0..<20).map { y in Self.colour(pixels, at: ScreenPoint(x: centre.x + Double(x), y: centre.y + 30 + Double(y))) } })
        #expect(colours.count > 3, "a pattern has several shades")
        #expect(colours.contains(0xF2F2F2))
    }

    @Test func aPNGIsAPNG() throws {
        let png = try PictureRenderer.png(try Self.sheet())
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(Array(png[16..<24]) == [0, 0, 3, 232, 0, 0, 3, 32], "1,000 by 800")
        #expect(png.suffix(8) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
        #expect(try PictureRenderer.png(try Self.sheet()) == png, "the same picture is the same file")
    }

    @Test func theSVGIsXMLWithEveryCommune() throws {
        let collector = try Self.parse(SVGRenderer.render(try Self.sheet()))
        #expect(collector.paths.count == 6)
        #expect(collector.paths["00001"]?["id"] == "c00001")
        #expect(collector.paths["00001"]?["class"] == "commune v0")
        #expect(collector.paths["00003"]?["class"] == "commune v3")
        #expect(collector.paths["00003"]?["data-value"] == "4")
        #expect(collector.paths["00006"]?["class"] == "commune none")
        #expect(collector.paths["00006"]?["data-value"] == nil, "silence has no value")
        #expect(collector.paths["00006"]?["fill"] == "url(#vigie-none)")
        #expect(collector.titles.contains("Carré 3\u{A0}: valeur 3"))
        #expect(collector.titles.contains("Carré 6\u{A0}: aucune déclaration"))
        #expect(collector.attributes.contains { $0["data-breaks"] == "0 1 2 3 5 10" })
        #expect(collector.attributes.compactMap { $0["data-class"] } == ["v0", "v1", "v2", "v3", "v4", "v5", "none"])
        #expect(collector.identifiers.count == Set(collector.identifiers).count)
        let root = try #require(collector.attributes.first)
        #expect(root["data-indicator"] == "deaths" && root["data-department"] == "00" && root["data-date"] == "2026-11-23")
        for identifier in root["aria-labelledby"]?.split(separator: " ") ?? [] { #expect(collector.identifiers.contains(String(identifier))) }
    }

    @Test func everyPatternThatIsUsedIsDefined() throws {
        for indicator in Indicator.allCases {
            let collector = try Self.parse(SVGRenderer.render(try Self.sheet(indicator, readings: [1: .level(.red), 2: .undefined])))
            let used = collector.attributes.compactMap { $0["fill"] }.filter { $0.hasPrefix("url(#") }.map { String($0.dropFirst(5).dropLast()) }
            #expect(Set(used).isSubset(of: Set(collector.identifiers)))
        }
    }

    @Test func namesCannotBreakOut() throws {
        let odd = "\"><script>alert(1)</script>&\u{0}\u{1B}' ]]>\u{FFFF}\n😀 L’Haÿ"
        let area = BasemapArea(code: try Squares.code(1), name: odd, population: 5, shape: try Squares.square(column: 0, row: 0))
        let map = try Squares.map(.deaths, [1: .value(1)], title: odd)
        let sheet = MapSheet(map, on: Basemap([area], projection: .lambert93), size: .usual)
        let collector = try Self.parse(SVGRenderer.render(sheet))
        #expect(!collector.elements.contains("script"))
        #expect(collector.titles.contains { $0.contains("<script>") && $0.contains("😀 L’Haÿ") })
        #expect(try !PictureRenderer.png(sheet).isEmpty)
    }

    @Test(arguments: [(320, 240), (4_000, 240), (320, 4_000), (999, 1_111), (4_000, 4_000)])
    func nothingStandsOutsideTheSheet(width: Int, height: Int) throws {
        let size = try #require(PictureSize(width: width, height: height))
        let title = "Saint-Pierre-et-Miquelon (975) – décès en 7 jours rapportés aux décès attendus"
        let sheet = try Self.sheet(.ratio, title: title, size: size)
        let whole = ScreenRectangle(x: 0, y: 0, width: Double(width), height: Double(height)).inset(by: -1)
        for text in sheet.headings + sheet.legend.heading + sheet.footers + sheet.plate.names { #expect(whole.contains(text.box), "\(text)") }
        for entry in sheet.legend.entries {
            #expect(whole.contains(entry.swatch))
            #expect(entry.label.box.maxX <= entry.count.box.x)
        }
        for ring in sheet.plate.fitted.rings.flatMap({ $0 }) {
            #expect(ring.allSatisfy { (0...Double(width)).contains($0.x) && (0...Double(height)).contains($0.y) })
        }
        #expect(!sheet.plate.layout.legend.intersects(sheet.plate.layout.map))
    }

    @Test(arguments: [(319, 800), (800, 239), (4_001, 800), (0, 0), (-1, 800), (Int.max, Int.max)])
    func sizesAreBounded(width: Int, height: Int) { #expect(PictureSize(width: width, height: height) == nil) }

    @Test func namesDoNotTouch() throws {
        let sheet = MapSheet(try Squares.map(.deaths, [:]), on: Basemap(try Squares.areas(columns: 12, rows: 12), projection: .lambert93), size: .usual)
        #expect(sheet.plate.names.count > 3)
        for (index, name) in sheet.plate.names.enumerated() {
            for other in sheet.plate.names[(index + 1)...] { #expect(!name.box.intersects(other.box)) }
        }
    }

    @Test func aMapOfNothingIsStillASheet() throws {
        let sheet = MapSheet(try Squares.map(.deaths, [:]), on: Basemap([], projection: .lambert93), size: .usual)
        #expect(sheet.plate.scaleBar == nil)
        #expect(try Self.parse(SVGRenderer.render(sheet)).paths.isEmpty)
        #expect(try !PictureRenderer.png(sheet).isEmpty)
    }

    @Test func theScaleBarIsRoundAndTrue() throws {
        let sheet = try Self.sheet()
        let bar = try #require(sheet.plate.scaleBar)
        #expect((bar.length * sheet.plate.fitted.metresPerPixel / 5_000).rounded() * 5_000 - bar.length * sheet.plate.fitted.metresPerPixel < 1e-6)
        #expect(bar.length <= 150)
        #expect(bar.label.text.hasSuffix("\u{A0}km"))
    }

    private static func parse(_ bytes: [UInt8]) throws -> SVGCollector {
        let collector = SVGCollector()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = collector
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return collector
    }
}
