#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Lambert's conformal conic projection with two standard parallels (EPSG method 9802; IGN NTG_71, ALG0003 and ALG0054).
struct LambertConformal: Hashable {
    private let ellipsoid: Ellipsoid
    private let exponent: Double
    private let constant: Double
    private let originLongitude: Double
    private let poleX: Double
    private let poleY: Double

    /// Makes a cone of its parameters, in degrees and metres.
    init(
        ellipsoid: Ellipsoid, originLatitude: Double, originLongitude: Double, parallels: (Double, Double), falseEasting: Double,
        falseNorthing: Double
    ) {
        let radians = Double.pi / 180
        let e = ellipsoid.eccentricity
        let (first, second) = (parallels.0 * radians, parallels.1 * radians)
        // Radius of the parallel over the radius of the Earth.
        let parallel = { (latitude: Double) in cos(latitude) / (1 - e * e * sin(latitude) * sin(latitude)).squareRoot() }
        let (psi1, psi2) = (ellipsoid.isometricLatitude(first), ellipsoid.isometricLatitude(second))
        let exponent = log(parallel(second) / parallel(first)) / (psi1 - psi2)
        let constant = ellipsoid.radius * parallel(first) / exponent * exp(exponent * psi1)
        self.ellipsoid = ellipsoid
        self.exponent = exponent
        self.constant = constant
        self.originLongitude = originLongitude * radians
        self.poleX = falseEasting
        self.poleY = falseNorthing + constant * exp(-exponent * ellipsoid.isometricLatitude(originLatitude * radians))
    }

    /// Projects a point in degrees onto the plane.
    func project(longitude: Double, latitude: Double) -> PlanePoint {
        let radians = Double.pi / 180
        let radius = self.constant * exp(-self.exponent * self.ellipsoid.isometricLatitude(latitude * radians))
        let angle = self.exponent * (longitude * radians - self.originLongitude)
        return PlanePoint(x: self.poleX + radius * sin(angle), y: self.poleY - radius * cos(angle))
    }
}
