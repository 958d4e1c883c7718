import Mortality
import Testing

@testable import Cartography

/// Against published figures and against PROJ 9 (its results, to a tenth of a millimetre).
struct ProjectionTests {
    struct Point: Sendable {
        let department: String
        let longitude, latitude, x, y: Double
    }

    private static func point(_ department: String, _ longitude: Double, _ latitude: Double, _ x: Double, _ y: Double) -> Point {
        Point(department: department, longitude: longitude, latitude: latitude, x: x, y: y)
    }

    @Test(arguments: [
        // The origin, by definition of EPSG:2154.
        point("56", 3, 46.5, 700_000, 6_600_000),
        // The centre that epsg.io publishes for EPSG:2154.
        point("56", 2.38, 46.225, 652_213.05, 6_569_647.91),
        point("75", 2.2945, 48.8584, 648_237.3015, 6_862_271.6816), point("56", -2.7603, 47.6587, 268_016.1650, 6_744_465.1288),
        point("2B", 9.45, 42.7, 1_228_546.0453, 6_199_420.6440), point("29", -4.77, 48.4, 125_818.6633, 6_839_351.4019),
        point("971", -61.5, 16.2, 660_342.3124, 1_791_644.1315), point("972", -61.0, 14.6, 715_447.8753, 1_615_033.1189),
        point("973", -52.3, 4.9, 355_855.4384, 541_750.1636), point("973", -54.0, 2.3, 166_289.1941, 254_571.3334),
        point("974", 55.5, -21.1, 344_197.5754, 7_666_050.7110), point("976", 45.2, -12.8, 521_705.5480, 8_584_972.9625),
        point("975", -56.2, 46.8, 561_046.9214, 5_183_249.9129), point("986", -176.2, -13.3, 586_650.2394, 8_529_548.8512),
        point("987", -149.5, -17.6, 234_683.9095, 8_052_316.9971), point("988", 166.5, -22.2, 451_556.6777, 222_414.0021),
    ])
    func pointsFallWhereTheyShould(point: Point) throws {
        let projection = Projection.standard(for: try DepartmentCode(point.department))
        let plane = projection.project(longitude: point.longitude, latitude: point.latitude)
        #expect((plane.x - point.x).magnitude < 0.01, "\(projection.name) \(plane)")
        #expect((plane.y - point.y).magnitude < 0.01, "\(projection.name) \(plane)")
    }

    @Test(arguments: DepartmentCode.all)
    func everyDepartmentHasItsProjection(department: DepartmentCode) {
        let isOverseas = department.text.count == 3
        #expect((Projection.standard(for: department) == .lambert93) == !isOverseas)
        #expect(Projection.standard(for: department).epsg > 2_000)
    }

    @Test func shapesAreKeptInTheSmall() {
        // Conformal: a step north and a step east of the same length on the ground are so on the map, at right angles.
        for (longitude, latitude) in [(-4.0, 48.0), (3.0, 46.5), (9.0, 42.0)] {
            let here = Projection.lambert93.project(longitude: longitude, latitude: latitude)
            let north = Projection.lambert93.project(longitude: longitude, latitude: latitude + 0.001)
            let east = Projection.lambert93.project(longitude: longitude + 0.001, latitude: latitude)
            let product = (north.x - here.x) * (east.x - here.x) + (north.y - here.y) * (east.y - here.y)
            #expect(product.magnitude < 1)
        }
    }
}
