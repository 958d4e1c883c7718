/// A point of a border, in WGS 84, kept to the millionth of a degree (0.11 m).
///
/// Whole numbers make equal points equal: neighbours are found, and shared borders simplified alike, by comparing them.
public struct Vertex: Hashable, Comparable, Sendable {
    /// Millionths of a degree, east positive, -180,000,000 to 180,000,000.
    public let x: Int32
    /// Millionths of a degree, north positive, -90,000,000 to 90,000,000.
    public let y: Int32

    /// How many steps a degree has.
    public static let stepsPerDegree = 1_000_000.0

    /// The point nearest to a longitude and a latitude in degrees; nil outside -180…180 and -90…90, or for what is not
    /// a number.
    public init?(longitude: Double, latitude: Double) {
        guard longitude >= -180, longitude <= 180, latitude >= -90, latitude <= 90 else { return nil }
        self.x = Int32((longitude * Self.stepsPerDegree).rounded())
        self.y = Int32((latitude * Self.stepsPerDegree).rounded())
    }

    /// A point by its steps; nil outside the globe.
    init?(x: Int, y: Int) {
        guard (-180_000_000...180_000_000).contains(x), (-90_000_000...90_000_000).contains(y) else { return nil }
        self.x = Int32(x)
        self.y = Int32(y)
    }

    /// Degrees east of Greenwich.
    public var longitude: Double { Double(self.x) / Self.stepsPerDegree }
    /// Degrees north of the equator.
    public var latitude: Double { Double(self.y) / Self.stepsPerDegree }

    /// West to east, then south to north.
    public static func < (a: Self, b: Self) -> Bool { a.x != b.x ? a.x < b.x : a.y < b.y }

    /// Both numbers in one, to sort and hash quickly.
    var key: UInt64 { UInt64(UInt32(bitPattern: self.x)) << 32 | UInt64(UInt32(bitPattern: self.y)) }
}
