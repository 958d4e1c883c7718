import Foundation

/// Lays the sphere flat on a square (EPSG:3857) whose side has 2³⁰ units, each of less than 4 cm.
enum WebMercator {
    static let side = 1_073_741_824.0

    /// Returns a point's units east of the square's left side, and south of its top. Latitudes beyond the square are put on its rim.
    static func point(longitude: Double, latitude: Double) -> (x: Int32, y: Int32) {
        let sine = min(max(sin(latitude * .pi / 180), -0.999_9), 0.999_9)
        let x = (longitude + 180) / 360
        let y = 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
        return (Self.unit(x), Self.unit(y))
    }

    private static func unit(_ share: Double) -> Int32 { Int32((min(max(share, 0), 1) * Self.side).rounded()) }
}
