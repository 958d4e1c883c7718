#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The figure of the Earth that a projection starts from.
struct Ellipsoid: Hashable {
    /// The semi-major axis, in metres.
    let radius: Double
    let flattening: Double

    /// GRS 80 (EPSG:7019): the ellipsoid of RGF93 and of every overseas reference frame of today. WGS 84 differs from it by
    /// a tenth of a millimetre at the pole.
    static let grs80 = Ellipsoid(radius: 6_378_137, flattening: 1 / 298.257222101)

    /// The first eccentricity.
    var eccentricity: Double { (self.flattening * (2 - self.flattening)).squareRoot() }

    /// Returns the isometric latitude: psi = atanh(sin phi) − e·atanh(e·sin phi) (IGN NTG_71, ALG0001).
    func isometricLatitude(_ latitude: Double) -> Double {
        let sine = sin(latitude)
        let e = self.eccentricity
        return atanh(sine) - e * atanh(e * sine)
    }
}
