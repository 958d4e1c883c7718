/// A point of a border, in WGS 84, kept to the millionth of a degree (0.11 m).
///
/// Whole numbers make equal points equal: neighbours are found, and shared borders simplified alike, by comparing them.
public struct Vertex: Hashable, Comparable, Sendable {
    /// The longitude in millionths of a degree, east positive: -180,000,000 to 180,000,000.
    public let x: Int32
    /// The latitude in millionths of a degree, north positive: -90,000,000 to 90,000,000.
    public let y: Int32

    /// How many steps a degree has.
    public static let stepsPerDegree = 1_000_000.0

    /// Makes the point nearest to a longitude and a latitude in degrees; nil outside -180…180 and -90…90, or for what is not a number.
    public init?(longitude: Double, latitude: Double) {
        guard longitude >= -180, longitude <= 180, latitude >= -90, latitude <= 90 else { return nil }
        self.x = Int32((longitude * Self.stepsPerDegree).rounded())
        self.y = Int32((latitude * Self.stepsPerDegree).rounded())
    }

    /// Makes a point of millionths of degrees; nil outside the globe.
    init?(x: Int, y: Int) {
        guard (-180_000_000...180_000_000).contains(x), (-90_000_000...90_000_000).contains(y) else { return nil }
        self.x = Int32(x)
        self.y = Int32(y)
    }

    /// The longitude in degrees, east of Greenwich.
    public var longitude: Double { Double(self.x) / Self.stepsPerDegree }
    /// The latitude in degrees, north of the equator.
    public var latitude: Double { Double(self.y) / Self.stepsPerDegree }

    /// Orders points from west to east, then from south to north.
    public static func < (a: Self, b: Self) -> Bool { a.x != b.x ? a.x < b.x : a.y < b.y }

    /// Both coordinates in one number, to sort and hash by quickly.
    var key: UInt64 { UInt64(UInt32(bitPattern: self.x)) << 32 | UInt64(UInt32(bitPattern: self.y)) }
}
