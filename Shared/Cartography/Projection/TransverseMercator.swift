#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Transverse Mercator by Krüger's series in the third flattening, to its fourth power: a millimetre within 3,000 km of the
/// central meridian (C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85, 2011, §3).
struct TransverseMercator: Hashable {
    private let ellipsoid: Ellipsoid
    private let centralMeridian: Double
    private let scaledRadius: Double
    private let coefficients: [Double]
    private let falseEasting: Double
    private let falseNorthing: Double

    /// Makes a zone of Universal Transverse Mercator: 1 to 60, north or south of the equator (EPSG methods 16000 and 16100).
    init(utmZone zone: Int, isSouth: Bool, ellipsoid: Ellipsoid) {
        let n = ellipsoid.flattening / (2 - ellipsoid.flattening)
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n)
        self.ellipsoid = ellipsoid
        self.centralMeridian = Double(zone * 6 - 183) * .pi / 180
        self.scaledRadius = 0.9996 * ellipsoid.radius / (1 + n) * (1 + n2 / 4 + n4 / 64)
        self.coefficients = [
            n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180,
            13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1_440,
            61 * n3 / 240 - 103 * n4 / 140,
            49_561 * n4 / 161_280,
        ]
        self.falseEasting = 500_000
        self.falseNorthing = isSouth ? 10_000_000 : 0
    }

    /// Projects a point in degrees onto the plane.
    func project(longitude: Double, latitude: Double) -> PlanePoint {
        let difference = longitude * .pi / 180 - self.centralMeridian
        let tangent = sinh(self.ellipsoid.isometricLatitude(latitude * .pi / 180))
        let xi = atan2(tangent, cos(difference))
        let eta = asinh(sin(difference) / (tangent * tangent + cos(difference) * cos(difference)).squareRoot())
        var (x, y) = (eta, xi)
        for (index, coefficient) in self.coefficients.enumerated() {
            let multiple = Double(2 * (index + 1))
            x += coefficient * cos(multiple * xi) * sinh(multiple * eta)
            y += coefficient * sin(multiple * xi) * cosh(multiple * eta)
        }
        return PlanePoint(x: self.falseEasting + self.scaledRadius * x, y: self.falseNorthing + self.scaledRadius * y)
    }
}
