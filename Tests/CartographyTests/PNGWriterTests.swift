import Formats
import Mortality
import Testing

@testable import Cartography

struct PNGWriterTests {
    /// A pixel names a colour that the file does not have.
    struct OutsideOfPalette: Error {}

    private static func pixels(_ colours: Int, size: PictureSize, seed: UInt64) -> [UInt32] {
        var generator = SeededGenerator(seed: seed)
        let palette = (0..<colours).map { 0xFF00_0000 | UInt32($0) &* 40_503 & 0xFF_FFFF }
        // Each colour once at least.
        return (0..<size.width * size.height).map { $0 < colours ? palette[$0] : palette.randomElement(using: &generator) ?? 0 }
    }

    @Test(arguments: [(1, true), (2, true), (255, true), (256, true), (257, false), (5_000, false)])
    func whatIsWrittenIsRead(colours: Int, isIndexed: Bool) throws {
        let size = try #require(PictureSize(width: 321, height: 241))
        let pixels = Self.pixels(colours, size: size, seed: UInt64(colours))
        let picture = try PNGReader(try PNGWriter.file(pixels, size: size))
        #expect(picture.width == 321 && picture.height == 241)
        #expect(picture.isIndexed == isIndexed)
        #expect(picture.pixels == pixels.map { $0 & 0xFF_FFFF })
    }

    @Test func theSamePixelsAreTheSameFile() throws {
        let pixels = Self.pixels(900, size: .usual, seed: 1)
        #expect(try PNGWriter.file(pixels, size: .usual) == PNGWriter.file(pixels, size: .usual))
    }

    @Test func aSheetIsReadBack() throws {
        let basemap = Basemap(try Squares.areas(columns: 3, rows: 2), projection: .lambert93)
        let sheet = MapSheet(try Squares.map(.deaths, [1: .value(1), 2: .value(9)]), on: basemap, size: .usual)
        let raster = try RasterPlate(sheet.plate)
        let picture = try PNGReader(try PictureRenderer.png(sheet, on: raster))
        #expect(try picture.pixels == PictureRenderer.pixels(sheet, on: raster).map { $0 & 0xFF_FFFF })
    }
}
