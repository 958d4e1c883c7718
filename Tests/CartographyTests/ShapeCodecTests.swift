import Formats
import Testing

@testable import Cartography

struct ShapeCodecTests {
    private static func ring(_ generator: inout SeededGenerator) throws -> Ring {
        while true {
            let points = (0..<Int.random(in: 3...40, using: &generator)).compactMap { _ in
                Vertex(longitude: .random(in: -180...180, using: &generator), latitude: .random(in: -90...90, using: &generator))
            }
            if let ring = Ring(points) { return ring }
        }
    }

    private static func shape(_ generator: inout SeededGenerator) throws -> Shape {
        let polygons = try (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            Polygon(
                outside: try Self.ring(&generator),
                holes: try (0..<Int.random(in: 0...2, using: &generator)).map { _ in try Self.ring(&generator) })
        }
        return try #require(Shape(polygons))
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let shape = try Self.shape(&generator)
            let again = try ShapeCodec.decode(ShapeCodec.encode(shape))
            #expect(again == shape)
        }
    }

    @Test func theFormIsTheDocumentedOne() throws {
        let shape = try Squares.shape([(0, 0), (0.000001, 0), (0, -0.000001)])
        #expect(ShapeCodec.encode(shape) == [1, 1, 1, 3, 0, 0, 2, 0, 1, 1])
    }

    @Test func aCommuneTakesFewBytes() throws {
        let shape = try Squares.square(column: 0, row: 0)
        #expect(ShapeCodec.encode(shape).count < 30)
    }

    @Test(
        arguments: [
            ([], ShapeError.Code.truncated), ([2, 1, 1, 3, 0, 0, 2, 0, 1, 1], .unknownVersion), ([1], .truncated), ([1, 0], .malformed),
            ([1, 1, 0], .truncated), ([1, 1, 1, 2, 0, 0, 2, 0, 1, 1], .malformed), ([1, 1, 1, 3, 0, 0, 2, 0, 1], .truncated),
            ([1, 1, 1, 3, 0, 0, 2, 0, 1, 1, 0], .malformed), ([1, 1, 1, 3, 0, 0, 2, 0, 0, 0], .malformed),
            ([1, 1, 1, 3, 0, 0, 2, 0, 0x81, 0, 1], .malformed), ([1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1, 3, 0, 0], .truncated),
            ([1, 1, 1, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0], .malformed),
        ] as [([UInt8], ShapeError.Code)])
    func whatIsNoShapeIsRefused(bytes: [UInt8], code: ShapeError.Code) {
        let error = #expect(throws: ShapeError.self) { try ShapeCodec.decode(bytes) }
        #expect(error?.code == code)
    }

    @Test func noBytesTrapTheDecoder() throws {
        var generator = SeededGenerator(seed: 3)
        let whole = ShapeCodec.encode(try Self.shape(&generator))
        for _ in 0..<20_000 {
            var bytes = whole.count > 60 ? Array(whole.prefix(60)) : whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let shape = try? ShapeCodec.decode(bytes) { #expect(ShapeCodec.encode(shape) == bytes) }
        }
    }

    @Test func ringsAreClosedOnce() throws {
        let points = try [(0.0, 0.0), (1, 0), (1, 0), (1, 1), (0, 0)].map { try #require(Vertex(longitude: $0.0, latitude: $0.1)) }
        #expect(Ring(points)?.vertices.count == 3)
        #expect(Ring(Array(points.prefix(3))) == nil)
        #expect(Ring([]) == nil)
        #expect(Vertex(longitude: .nan, latitude: 0) == nil)
        #expect(Vertex(longitude: 180.1, latitude: 0) == nil)
    }

    @Test func theCentreOfASquareIsItsMiddle() throws {
        let centre = try Squares.square(column: 0, row: 0).centre
        #expect((centre.longitude - 2.05).magnitude < 1e-9)
        #expect((centre.latitude - 46.05).magnitude < 1e-9)
    }
}
