public import Mortality

/// The way in which a territory is laid flat: the legal projection of each, by décret n° 2000-1276 as amended and the EPSG registry.
///
/// Shapes come in WGS 84; the reference frames of France are taken to be the same, which they are to less than a metre.
public struct Projection: Hashable, Sendable {
    /// The name in French, for the foot of a map.
    public let name: String
    /// The number in the EPSG registry.
    public let epsg: Int
    private let formula: Formula

    private enum Formula: Hashable {
        case conic(LambertConformal)
        case transverse(TransverseMercator)
    }

    /// Projects a point in degrees onto the plane, in metres.
    public func project(longitude: Double, latitude: Double) -> PlanePoint {
        switch self.formula {
        case .conic(let conic): conic.project(longitude: longitude, latitude: latitude)
        case .transverse(let transverse): transverse.project(longitude: longitude, latitude: latitude)
        }
    }

    /// RGF93 / Lambert-93 (EPSG:2154): metropolitan France and Corsica.
    public static let lambert93 = Projection(
        name: "Lambert-93", epsg: 2154,
        formula: .conic(
            LambertConformal(
                ellipsoid: .grs80, originLatitude: 46.5, originLongitude: 3, parallels: (49, 44), falseEasting: 700_000,
                falseNorthing: 6_600_000)))

    /// RGNC91-93 / Lambert New Caledonia (EPSG:3163).
    static let lambertNewCaledonia = Projection(
        name: "Lambert Nouvelle-Calédonie", epsg: 3163,
        formula: .conic(
            LambertConformal(
                ellipsoid: .grs80, originLatitude: -21.5, originLongitude: 166, parallels: (-20 - 40.0 / 60, -22 - 20.0 / 60),
                falseEasting: 400_000, falseNorthing: 300_000)))

    private static func utm(_ zone: Int, isSouth: Bool = false, epsg: Int) -> Projection {
        Projection(
            name: "UTM \(zone) \(isSouth ? "sud" : "nord")", epsg: epsg,
            formula: .transverse(TransverseMercator(utmZone: zone, isSouth: isSouth, ellipsoid: .grs80)))
    }

    private static let antilles = utm(20, epsg: 5490)
    private static let guyane = utm(22, epsg: 2972)
    private static let reunion = utm(40, isSouth: true, epsg: 2975)
    private static let miquelon = utm(21, epsg: 4467)
    private static let mayotte = utm(38, isSouth: true, epsg: 4471)
    private static let wallis = utm(1, isSouth: true, epsg: 8903)
    private static let polynesia = utm(6, isSouth: true, epsg: 3297)

    /// Chooses the projection that a department's map is drawn in. Polynesia, 2,000 km wide, is drawn whole in Tahiti's zone.
    public static func standard(for department: DepartmentCode) -> Projection {
        switch department.text {
        case "971", "972", "977", "978": Self.antilles
        case "973": Self.guyane
        case "974": Self.reunion
        case "975": Self.miquelon
        case "976": Self.mayotte
        case "986": Self.wallis
        case "987": Self.polynesia
        case "988": Self.lambertNewCaledonia
        default: Self.lambert93
        }
    }
}
