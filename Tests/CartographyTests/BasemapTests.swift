import Formats
import Mortality
import Testing

@testable import Cartography

struct BasemapTests {
    private static let frame = ScreenRectangle(x: 10, y: 20, width: 300, height: 200)

    @Test func aSharedBorderIsOneLine() throws {
        let basemap = Basemap(try Squares.areas(columns: 2, rows: 1), projection: .lambert93)
        #expect(basemap.points.count == 6)
        #expect(basemap.arcs.count == 3)
        #expect(basemap.arcs.filter { !$0.isOutline }.count == 1)
    }

    @Test func departmentsHaveAnOutlineBetweenThem() throws {
        let areas = try [(0, "56001"), (1, "35001")].map { column, code in
            BasemapArea(code: try CommuneCode(code), name: code, population: 1, shape: try Squares.square(column: column, row: 0))
        }
        #expect(Basemap(areas, projection: .lambert93).arcs.allSatisfy { $0.isOutline })
    }

    @Test func islandsAndEnclavesAreWhole() throws {
        let inner = try Squares.square(column: 0, row: 0)
        let outside = try Squares.shape([(1, 45), (4, 45), (4, 48), (1, 48)]).polygons[0].outside
        let around = try #require(Shape([Polygon(outside: outside, holes: [inner.polygons[0].outside])]))
        let areas = [
            BasemapArea(code: try Squares.code(1), name: "", population: 1, shape: inner),
            BasemapArea(code: try Squares.code(2), name: "", population: 1, shape: around),
        ]
        let basemap = Basemap(areas, projection: .lambert93)
        #expect(basemap.arcs.map(\.isOutline).sorted { $0 && !$1 } == [true, false])
        let fitted = FittedBasemap(basemap, into: Self.frame)
        #expect(fitted.rings[0].count == 1 && fitted.rings[1].count == 2)
        #expect(Set(fitted.rings[0][0]) == Set(fitted.rings[1][1]))
    }

    @Test func everythingLiesInTheFrame() throws {
        let fitted = FittedBasemap(Basemap(try Squares.areas(columns: 5, rows: 3), projection: .lambert93), into: Self.frame)
        for point in fitted.rings.flatMap({ $0 }).flatMap({ $0 }) {
            #expect((9.99...310.01).contains(point.x) && (19.99...220.01).contains(point.y))
        }
        let north = try #require(fitted.centres.last), south = try #require(fitted.centres.first)
        #expect(north.y < south.y)
        #expect(north.x > south.x)
    }

    @Test func simplifiedNeighboursStillFit() throws {
        // Two communes with a wavy border between them: what each keeps of it must be the same points.
        var generator = SeededGenerator(seed: 4)
        let wave = (1..<400).map { (2.1 + Double.random(in: -0.0004...0.0004, using: &generator), 46 + Double($0) / 4_000) }
        let west = try Squares.shape([(2, 46), (2.1, 46)] + wave + [(2.1, 46.1), (2, 46.1)])
        let east = try Squares.shape([(2.2, 46), (2.2, 46.1), (2.1, 46.1)] + wave.reversed() + [(2.1, 46)])
        let areas = [west, east].enumerated().map { index, shape in (index, shape) }
        let basemap = Basemap(
            try areas.map { BasemapArea(code: try Squares.code($0.0 + 1), name: "", population: 1, shape: $0.1) }, projection: .lambert93)
        let fitted = FittedBasemap(basemap, into: Self.frame)
        let (a, b) = (Set(fitted.rings[0][0]), Set(fitted.rings[1][0]))
        #expect(fitted.rings[0][0].count < 300)
        #expect(a.intersection(b).count == a.count - 2)
        #expect(a.intersection(b).count == b.count - 2)
    }

    @Test func aCommuneTooSmallToSeeIsNotLost() throws {
        let speck = try Squares.shape([(3, 47), (3.00001, 47), (3.00001, 47.00001), (3, 47.00001)])
        let areas = try Squares.areas(columns: 2, rows: 2) + [BasemapArea(code: try Squares.code(99), name: "", population: 1, shape: speck)]
        let fitted = FittedBasemap(Basemap(areas, projection: .lambert93), into: Self.frame)
        #expect(fitted.rings.allSatisfy { !$0.isEmpty })
    }

    @Test func nothingCanBeFitted() {
        let fitted = FittedBasemap(Basemap([], projection: .lambert93), into: Self.frame)
        #expect(fitted.rings.isEmpty && fitted.borders.isEmpty && fitted.meanSide == 0)
    }

    @Test func aLineKeepsWhatIsSeen() {
        let line = [(0.0, 0.0), (5, 0.1), (10, 0), (10, 5), (10, 10)].map { ScreenPoint(x: $0.0, y: $0.1) }
        #expect(LineSimplifier.simplify(line, tolerance: 0.3).map(\.x) == [0, 10, 10])
        #expect(LineSimplifier.simplify(line, tolerance: 0.01).count == 4)
        #expect(LineSimplifier.simplify([line[0]], tolerance: 1) == [line[0]])
    }

    @Test func noPointStraysFartherThanTheTolerance() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            let line = (0..<100).map { ScreenPoint(x: Double($0), y: .random(in: 0...3, using: &generator)) }
            let kept = LineSimplifier.simplify(line, tolerance: 1)
            #expect(kept.first == line.first && kept.last == line.last)
            for point in line {
                let (a, b) = zip(kept, kept.dropFirst()).first { $0.x <= point.x && point.x <= $1.x } ?? (line[0], line[0])
                let along = b.x > a.x ? (point.x - a.x) / (b.x - a.x) : 0
                #expect((a.y + along * (b.y - a.y) - point.y).magnitude < 3.2)
            }
        }
    }
}
