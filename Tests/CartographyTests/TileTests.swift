import Foundation
import Mortality
import Testing

@testable import Cartography

@Suite struct TileTests {
    /// The tile that a place lies in.
    private static func tile(_ zoom: Int, longitude: Double, latitude: Double) throws -> TileID {
        let point = WebMercator.point(longitude: longitude, latitude: latitude)
        let size = Int(WebMercator.side) >> zoom
        return try #require(TileID(zoom: zoom, x: Int(point.x) / size, y: Int(point.y) / size))
    }

    private static func decoded(_ atlas: TileAtlas, _ tile: TileID) throws -> DecodedTile {
        var cutter = TileCutter(atlas, tile)
        return try #require(DecodedTile(cutter.cut()))
    }

    private static func doubledArea(_ feature: DecodedTile.Feature) -> Int64 {
        feature.rings.reduce(0) { $0 + TilePoint.doubledArea(of: $1.map { TilePoint(x: $0.x, y: $0.y) }) }
    }

    @Test(arguments: [(-1, 0, 0), (13, 0, 0), (0, 1, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (64, 0, 0)])
    func whatIsNoTileCannotBeNamed(zoom: Int, x: Int, y: Int) {
        #expect(TileID(zoom: zoom, x: x, y: y) == nil)
    }

    @Test func aTileHoldsCommunesAndTheirDepartment() throws {
        let atlas = TileAtlas(try Squares.areas(columns: 4, rows: 3), departments: [.exercise: "Département d’exercice"])
        let tile = try Self.decoded(atlas, try Self.tile(7, longitude: 2.2, latitude: 46.15))
        let communes = try #require(tile.layers["communes"])
        #expect(communes.version == 2)
        #expect(communes.extent == 2_048)
        #expect(communes.features.map(\.code) == (1...12).map { "000" + ($0 < 10 ? "0" : "") + "\($0)" })
        #expect(communes.features[4].name == "Carré 5")
        #expect(communes.features[4].id == 5)
        let departments = try #require(tile.layers["departments"])
        #expect(departments.features.map(\.code) == ["00"])
        #expect(departments.features.map(\.name) == ["Département d’exercice"])
        #expect(departments.features[0].rings.count == 1)
        #expect(TileLayer.id(of: "2A004") != TileLayer.id(of: "2B004"))
    }

    /// Neither gap nor overlap: in every tile, at every zoom, the communes' areas add up to their department's, to the unit.
    @Test(arguments: 0...TileID.maximumZoom)
    func communesFillTheirDepartment(zoom: Int) throws {
        let areas = try Squares.areas(columns: 5, rows: 4)
        let atlas = TileAtlas(areas, departments: [:])
        let corner = try Self.tile(zoom, longitude: 2, latitude: 46.4)
        var seen = 0
        for x in corner.x...min(corner.x + 3, (1 << zoom) - 1) {
            for y in corner.y...min(corner.y + 3, (1 << zoom) - 1) {
                let tile = try Self.decoded(atlas, try #require(TileID(zoom: zoom, x: x, y: y)))
                let communes = tile.layers["communes"]?.features ?? []
                let department = tile.layers["departments"]?.features ?? []
                #expect(department.isEmpty || (tile.layers["communes"] != nil) == (zoom >= 5))
                seen += communes.count
                guard zoom >= 5 else { continue }
                #expect(communes.reduce(0) { $0 + Self.doubledArea($1) } == department.reduce(0) { $0 + Self.doubledArea($1) })
                for ring in (communes + department).flatMap(\.rings) {
                    #expect(TilePoint.doubledArea(of: ring.map { TilePoint(x: $0.x, y: $0.y) }) > 0)
                    let extent = TileDetail(zoom: zoom).extent
                    #expect(ring.allSatisfy { $0.x >= -extent / 64 && $0.x <= extent + extent / 64 && $0.y >= -extent / 64 && $0.y <= extent + extent / 64 })
                }
            }
        }
        #expect(seen >= 20 || zoom < 5)
    }

    @Test func anEnclaveIsAHoleOfWhatSurroundsIt() throws {
        let inner = try Squares.square(column: 0, row: 0)
        let outside = try Squares.shape([(1, 45), (4, 45), (4, 48), (1, 48)]).polygons[0].outside
        let around = try #require(Shape([Polygon(outside: outside, holes: [inner.polygons[0].outside])]))
        let areas = [
            BasemapArea(code: try CommuneCode("84138"), name: "Valréas", population: 1, shape: inner),
            BasemapArea(code: try CommuneCode("26001"), name: "", population: 1, shape: around),
        ]
        let tile = try Self.decoded(TileAtlas(areas, departments: [:]), try Self.tile(5, longitude: 2.05, latitude: 46.05))
        for layer in ["communes", "departments"] {
            let features = try #require(tile.layers[layer]).features
            let (drome, vaucluse) = (try #require(features.first { $0.code.hasPrefix("26") }), try #require(features.first { $0.code.hasPrefix("84") }))
            #expect(drome.rings.count == 2 && vaucluse.rings.count == 1)
            #expect(Set(drome.rings[1].map { [$0.x, $0.y] }) == Set(vaucluse.rings[0].map { [$0.x, $0.y] }))
            #expect(TilePoint.doubledArea(of: drome.rings[1].map { TilePoint(x: $0.x, y: $0.y) }) < 0)
        }
    }

    @Test func whatIsTooSmallToBeSeenIsMarked() throws {
        let islet = try Squares.shape([(2, 46), (2.0001, 46), (2.0001, 46.0001), (2, 46.0001)])
        let area = BasemapArea(code: try Squares.code(1), name: "Îlot", population: 1, shape: islet)
        let tile = try Self.decoded(TileAtlas([area], departments: [:]), try Self.tile(5, longitude: 2, latitude: 46))
        let feature = try #require(tile.layers["communes"]?.features.first)
        #expect(Self.doubledArea(feature) == 2)
    }

    @Test func whereNothingLiesTheTileIsEmpty() throws {
        let atlas = TileAtlas(try Squares.areas(columns: 1, rows: 1), departments: [:])
        #expect(try atlas.tile(try Self.tile(8, longitude: -60, latitude: 10)).isEmpty)
        let tile = try atlas.tile(try Self.tile(8, longitude: 2.05, latitude: 46.05))
        #expect(tile.starts(with: [0x1F, 0x8B]))
        #expect(try atlas.tile(try Self.tile(8, longitude: 2.05, latitude: 46.05)) == tile)
    }

    @Test(.enabled(if: RealData.exists, "the real contours are not on this machine"))
    func theRealMorbihanHasNoGaps() throws {
        let atlas = TileAtlas(try RealData.areas(ofDepartment: "56"), departments: [try DepartmentCode("56"): "Morbihan"])
        #expect(atlas.communes.count == 249)
        for zoom in [6, 8, 9, 11] {
            let tile = try Self.decoded(atlas, try Self.tile(zoom, longitude: -2.76, latitude: 47.66))
            let communes = try #require(tile.layers["communes"]).features
            let department = try #require(tile.layers["departments"]).features
            let (sum, whole) = (communes.reduce(0) { $0 + Self.doubledArea($1) }, department.reduce(0) { $0 + Self.doubledArea($1) })
            // Rings that rounding turned around are left out: some units of islets in the Gulf.
            #expect(abs(Double(sum - whole)) < 0.002 * Double(whole), "zoom \(zoom): \(sum) and \(whole)")
            #expect(communes.contains { $0.code == "56260" && $0.name == (zoom >= 7 ? "Vannes" : "") })
        }
    }
}
