import Foundation
import Mortality
import Testing

@testable import Cartography

struct PageRendererTests {
    private static func sheet(
        _ indicator: Indicator = .deaths, readings: [Int: Reading] = [1: .value(0), 2: .value(1), 3: .value(4)], title: String = "Exercice"
    ) throws -> MapSheet {
        let basemap = Basemap(try Squares.areas(columns: 3, rows: 2), projection: .lambert93)
        return MapSheet(try Squares.map(indicator, readings, title: title), on: basemap, size: .page)
    }

    private static var soon: ContinuousClock.Instant { .now + .seconds(60) }

    @Test(arguments: Indicator.allCases)
    func aPageIsAPDF(indicator: Indicator) throws {
        let bytes = try PageRenderer.pdf(try Self.sheet(indicator, readings: [1: .level(.red), 2: .level(.orange), 3: .undefined]), by: Self.soon)
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
        #expect(String(decoding: bytes.suffix(7), as: UTF8.self).contains("%%EOF"))
        let text = String(decoding: bytes, as: UTF8.self)
        // A4 on its side, in points.
        #expect(text.contains("[ 0 0 842.25 595.5 ]"))
        try Pictures.keep(bytes, as: "page-\(indicator.rawValue).pdf")
    }

    @Test func theSameSheetIsTheSameFile() throws {
        let sheet = try Self.sheet()
        #expect(try PageRenderer.pdf(sheet, by: Self.soon) == PageRenderer.pdf(sheet, by: Self.soon))
    }

    @Test func pastTheLimitThereIsNoFile() throws {
        let sheet = try Self.sheet()
        let whole = try PageRenderer.pdf(sheet, by: Self.soon).count
        #expect(try PageRenderer.pdf(sheet, by: Self.soon, limit: whole).count == whole)
        for limit in [0, 1, 100, whole / 2, whole - 1] {
            #expect(throws: PictureError.self) { _ = try PageRenderer.pdf(sheet, by: Self.soon, limit: limit) }
        }
    }

    @Test func pastTheDeadlineThereIsNoFile() throws {
        let sheet = try Self.sheet()
        let error = #expect(throws: PictureError.self) { _ = try PageRenderer.pdf(sheet, by: .now - .seconds(1)) }
        #expect(error?.reason == "it took too long")
    }

    @Test func oddWordsDoNotSpoilThePage() throws {
        let sheet = try Self.sheet(title: "\u{0}\u{1B}(\\)]>>\u{FFFF} 😀 L’Haÿ\u{202F}: «\u{202F}12\u{202F}»")
        #expect(try PageRenderer.pdf(sheet, by: Self.soon).starts(with: Array("%PDF".utf8)))
    }
}
