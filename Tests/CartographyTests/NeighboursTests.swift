import Mortality
import Testing

@testable import Cartography

struct NeighboursTests {
    @Test func squaresTouchTheirSidesNotTheirCorners() throws {
        let areas = try Squares.areas(columns: 3, rows: 3)
        let borders = Neighbours.borders(of: areas.compactMap { area in area.code.commune.map { ($0, area.shape) } })
        #expect(borders.count == 12)
        #expect(borders == borders.sorted())
        #expect(borders.contains(Border(first: try Squares.code(1), second: try Squares.code(2))))
        #expect(borders.contains(Border(first: try Squares.code(1), second: try Squares.code(4))))
        #expect(!borders.contains(Border(first: try Squares.code(1), second: try Squares.code(5))))
    }

    @Test func bordersCrossDepartments() throws {
        let (here, there) = (try CommuneCode("56001"), try CommuneCode("35001"))
        let borders = Neighbours.borders(of: [(here, try Squares.square(column: 0, row: 0)), (there, try Squares.square(column: 1, row: 0))])
        #expect(borders == [Border(first: there, second: here)])
    }

    @Test func anEnclaveTouchesWhatIsAroundIt() throws {
        let inner = try Squares.square(column: 0, row: 0)
        let outside = try Squares.shape([(1, 45), (4, 45), (4, 48), (1, 48)]).polygons[0].outside
        let around = try #require(Shape([Polygon(outside: outside, holes: [inner.polygons[0].outside])]))
        #expect(Neighbours.borders(of: [(try Squares.code(1), inner), (try Squares.code(2), around)]).count == 1)
    }

    @Test func aloneThereIsNoNeighbour() throws {
        #expect(Neighbours.borders(of: []).isEmpty)
        let square = try Squares.square(column: 0, row: 0)
        #expect(Neighbours.borders(of: [(try Squares.code(1), square), (try Squares.code(1), square)]).isEmpty)
    }

    @Test(.enabled(if: RealData.exists, "the real contours are not on this machine"))
    func theNeighboursOfVannesAreFound() throws {
        let areas = try RealData.areas(ofDepartment: "56")
        let borders = Neighbours.borders(of: areas.compactMap { area in area.code.commune.map { ($0, area.shape) } })
        let vannes = try CommuneCode("56260")
        let codes = borders.compactMap { $0.first == vannes ? $0.second : $0.second == vannes ? $0.first : nil }
        let names = Set(areas.filter { $0.code.commune.map(codes.contains) ?? false }.map(\.name))
        #expect(names == ["Arradon", "Plescop", "Ploeren", "Saint-Avé", "Saint-Nolff", "Séné", "Theix-Noyalo"])
    }
}
