import Formats
import Mortality
import Testing

@testable import Cartography

struct CoverageTests {
    private static let size = PictureSize.usual

    /// What each area covers of the sheet, in pixels.
    private static func surfaces(_ rings: [[[ScreenPoint]]]) -> [Double] {
        var builder = CoverageBuilder(size: Self.size)
        for (area, rings) in rings.enumerated() { builder.add(rings, area: area) }
        var sums = [Double](repeating: 0, count: rings.count)
        for run in builder.runs { sums[Int(run.area)] += Double(run.length) }
        for cell in builder.cells { sums[cell.area] += Double(cell.share) / 255 }
        return sums
    }

    private static func ring(_ points: [(Double, Double)]) -> [ScreenPoint] { points.map { ScreenPoint(x: $0.0, y: $0.1) } }

    private static func surface(_ ring: [ScreenPoint]) -> Double {
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
    }

    @Test func aRectangleCoversItsSurface() {
        let ring = Self.ring([(10.25, 20.5), (30.75, 20.5), (30.75, 25), (10.25, 25)])
        #expect((Self.surfaces([[ring]])[0] - 20.5 * 4.5).magnitude < 0.1)
        #expect((Self.surfaces([[ring.reversed()]])[0] - 20.5 * 4.5).magnitude < 0.1)
    }

    @Test func anyTriangleCoversItsSurface() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<100 {
            let ring = (0..<3).map { _ in ScreenPoint(x: .random(in: 0...1_000, using: &generator), y: .random(in: 0...800, using: &generator)) }
            let wanted = Self.surface(ring).magnitude
            #expect((Self.surfaces([[ring]])[0] - wanted).magnitude < 3 + wanted * 0.002)
        }
    }

    @Test func aHoleIsNotCovered() {
        let outside = Self.ring([(100, 100), (200, 100), (200, 200), (100, 200)])
        let hole = Self.ring([(120, 120), (120, 180.5), (180, 180.5), (180, 120)])
        #expect((Self.surfaces([[outside, hole]])[0] - (10_000 - 60 * 60.5)).magnitude < 1)
    }

    @Test func neighboursShareTheirPixelsWithoutAGap() throws {
        // Squares turned by the projection: every border runs across pixels.
        let basemap = Basemap(try Squares.areas(columns: 12, rows: 9), projection: .lambert93)
        let plate = Plate(basemap, size: Self.size)
        let coverage = Coverage([plate.fitted], size: Self.size)
        var sums: [Int: Int] = [:]
        var members: [Int: Set<Int>] = [:]
        for cell in coverage.cells {
            sums[cell.pixel, default: 0] += cell.share
            members[cell.pixel, default: []].insert(cell.area)
        }
        #expect(sums.values.allSatisfy { $0 <= 255 })
        // A pixel that three squares or more share lies inside of the map: it is covered whole.
        let inner = members.filter { $0.value.count >= 4 }.keys
        #expect(inner.count > 50)
        #expect(inner.allSatisfy { sums[$0] == 255 })
    }

    @Test func neighboursOfOneColourAreOneSurface() throws {
        let basemap = Basemap(try Squares.areas(columns: 30, rows: 30), projection: .lambert93)
        let plate = Plate(basemap, size: Self.size)
        let raster = try RasterPlate(plate)
        let colour = try FillTile(Palette.deaths[2], unit: 1)
        let pixels = raster.paint([Int](repeating: 0, count: 900), fills: [colour])
        // A row of pixels through the middle of the map, away from names: no shade but the colour and its borders' white.
        let middle = Int(plate.fitted.centres[465].y)
        let lines = Set(raster.lines.map { Int($0.pixel) })
        let row = (200..<500).map { middle * 1_000 + $0 }.filter { !lines.contains($0) }
        #expect(row.count > 100)
        #expect(Set(row.map { pixels[$0] }) == [0xFF8C_96C6])
    }

    @Test func whatLiesOutsideDoesNotTrap() throws {
        let small = try #require(PictureSize(width: 320, height: 240))
        let wild: [Double] = [-.infinity, .infinity, .nan, -1e300, 1e300, -5, 0, 100, 239.999, 240, 320, 320.5]
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<60 {
            let ring = (0..<5).map { _ in
                ScreenPoint(x: wild.randomElement(using: &generator) ?? 0, y: wild.randomElement(using: &generator) ?? 0)
            }
            var builder = CoverageBuilder(size: small)
            builder.add([ring], area: 0)
            #expect(builder.runs.allSatisfy { Int($0.start) + Int($0.length) <= 76_800 })
            #expect(builder.cells.allSatisfy { (0..<76_800).contains($0.pixel) })
        }
    }
}
