internal import Mortality

/// The areas of a map, projected, with every shared border known once. It is made once and drawn many times.
public struct Basemap: Sendable {
    /// The areas, by code.
    public let areas: [BasemapArea]
    /// The projection by which it is laid flat.
    public let projection: Projection
    let points: [PlanePoint]
    let arcs: [Arc]
    /// The polygons of each area, each with its rings, the outside first.
    let polygons: [[[[Arc.Use]]]]
    /// The rectangle that the map covers, in metres.
    let bounds: PlaneBounds

    /// About how many bytes the map takes in memory.
    public var weight: Int { self.points.count * 16 + self.arcs.reduce(0) { $0 + $1.points.count * 4 + 48 } + self.areas.count * 200 }

    /// The width of the map over its height.
    var proportion: Double { self.bounds.isEmpty ? 1 : self.bounds.width / max(self.bounds.height, 1) }

    /// Lays areas flat. A code given twice counts once.
    public init(_ areas: [BasemapArea], projection: Projection) {
        var seen: Set<AreaCode> = []
        let areas = areas.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
        var indices: [UInt64: Int32] = [:]
        var points: [PlanePoint] = []
        var bounds = PlaneBounds()
        var rings: [[Int32]] = []
        for ring in areas.lazy.flatMap(\.shape.polygons).flatMap(\.rings) {
            rings.append(
                ring.vertices.map { vertex in
                    if let index = indices[vertex.key] { return index }
                    let index = Int32(points.count)
                    let point = projection.project(longitude: vertex.longitude, latitude: vertex.latitude)
                    indices[vertex.key] = index
                    points.append(point)
                    bounds.include(point)
                    return index
                })
        }
        var builder = ArcBuilder(rings: rings, pointCount: points.count)
        var next = rings.startIndex
        var groups: [DepartmentCode: Int32] = [:]
        self.polygons = areas.map { area in
            let department = area.code.department
            let group = groups[department] ?? Int32(groups.count)
            groups[department] = group
            return area.shape.polygons.map { polygon in
                polygon.rings.map { _ in
                    defer { next += 1 }
                    return builder.uses(of: rings[next], group: group)
                }
            }
        }
        self.areas = areas
        self.projection = projection
        self.points = points
        self.arcs = builder.arcs
        self.bounds = bounds
    }
}
