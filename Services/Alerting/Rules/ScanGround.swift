import Glibc
import Judging
import Mortality
import Surveillance

/// The communes among which clusters of a department are looked for: its own first, then those beyond its border that a zone may reach.
struct ScanGround: Hashable, Sendable {
    /// A commune, as the place of its town hall.
    struct Place: Hashable, Sendable {
        let commune: CommuneCode
        let isOwn: Bool
        /// The longitude and latitude, in degrees.
        let longitude: Double
        let latitude: Double
    }

    let communes: [CommuneCode]
    /// The coordinates in kilometres, on a plane that touches the earth in the middle of the department's own communes.
    let points: [ScanZones.Point]
    /// The number of communes, from the first on, that belong to the department.
    let own: Int

    /// The largest radius of a zone, in kilometres.
    static let radius = 30.0
    /// The length of a degree of latitude, in kilometres.
    static let degree = 111.2

    /// - Parameter places: communes; those without a finite place are left out, and so are foreign ones that no zone reaches.
    init(_ places: [Place]) {
        let known = places.filter { $0.longitude.isFinite && $0.latitude.isFinite }.sorted { $0.commune < $1.commune }
        let own = known.filter(\.isOwn)
        let count = Double(max(1, own.count))
        let middle = (
            longitude: own.reduce(0) { $0 + $1.longitude } / count, latitude: own.reduce(0) { $0 + $1.latitude } / count
        )
        let width = Self.degree * cos(middle.latitude * .pi / 180)
        func point(_ place: Place) -> ScanZones.Point {
            ScanZones.Point(x: (place.longitude - middle.longitude) * width, y: (place.latitude - middle.latitude) * Self.degree)
        }
        let ownPoints = own.map(point)
        let others = known.filter { !$0.isOwn }.map { ($0.commune, point($0)) }.filter { other in
            ownPoints.contains { ($0.x - other.1.x) * ($0.x - other.1.x) + ($0.y - other.1.y) * ($0.y - other.1.y) <= Self.radius * Self.radius }
        }
        self.communes = own.map(\.commune) + others.map(\.0)
        self.points = ownPoints + others.map(\.1)
        self.own = own.count
    }

    var departments: Set<DepartmentCode> { Set(self.communes.map(\.department)) }
}
