/// Reads the geometry of a feature: a Polygon, a MultiPolygon or null.
///
/// `type` may come after `coordinates`; so the depth of the coordinates tells which of the two they are, and `type` must
/// agree.
enum GeometryReader {
    static func read(_ scanner: inout JSONScanner) throws(GeoJSONError) -> Shape? {
        if scanner.peek() == UInt8(ascii: "n") {
            try scanner.literal("null")
            return nil
        }
        let start = scanner.position
        var type: GeoJSONValue?
        var coordinates: (polygons: [Polygon], isMultiple: Bool)?
        var isFirst = true
        try scanner.expect(UInt8(ascii: "{"))
        while try scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "}")) {
            switch try scanner.name() {
            case "type":
                type = try scanner.scalar()
                guard type == .text("Polygon") || type == .text("MultiPolygon") else {
                    throw Self.unfit("the geometry is not a Polygon or MultiPolygon", at: start)
                }
            case "coordinates": coordinates = try Self.coordinates(&scanner)
            default: try scanner.skip()
            }
        }
        guard let coordinates, type == .text(coordinates.isMultiple ? "MultiPolygon" : "Polygon") else {
            throw Self.unfit("the coordinates do not agree with the type of the geometry", at: start)
        }
        guard let shape = Shape(coordinates.polygons) else { throw Self.unfit("the geometry has no surface", at: start) }
        return shape
    }

    private static func coordinates(_ scanner: inout JSONScanner) throws(GeoJSONError) -> (polygons: [Polygon], isMultiple: Bool) {
        let opening = UInt8(ascii: "[")
        let start = scanner.position
        try scanner.expect(opening)
        // [ [ [ [ lon, lat ] … : the fourth bracket makes a MultiPolygon.
        var probe = scanner
        guard probe.take(opening), probe.take(opening) else { throw Self.unfit("expected the points of a polygon", at: start) }
        var polygons: [Polygon] = []
        var isFirst = true
        guard probe.take(opening) else {
            if let polygon = try Self.polygon(&scanner) { polygons.append(polygon) }
            return (polygons, false)
        }
        while try scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "]")) {
            try scanner.expect(opening)
            if let polygon = try Self.polygon(&scanner) { polygons.append(polygon) }
        }
        return (polygons, true)
    }

    /// Reads a polygon whose bracket is open. It is nil when it is thinner than a step of our grid; a hole as thin is left out.
    private static func polygon(_ scanner: inout JSONScanner) throws(GeoJSONError) -> Polygon? {
        let start = scanner.position
        var outside: Ring?
        var holes: [Ring] = []
        var isFirst = true
        var count = 0
        while try scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "]")) {
            let ring = try Self.ring(&scanner)
            if count == 0 { outside = ring } else if let ring { holes.append(ring) }
            count += 1
        }
        guard count > 0 else { throw Self.unfit("the polygon has no line around it", at: start) }
        return outside.map { Polygon(outside: $0, holes: holes) }
    }

    private static func ring(_ scanner: inout JSONScanner) throws(GeoJSONError) -> Ring? {
        let start = scanner.position
        var vertices: [Vertex] = []
        var isFirst = true
        try scanner.expect(UInt8(ascii: "["))
        while try scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "]")) { vertices.append(try Self.position(&scanner)) }
        guard vertices.count >= 4, vertices.first == vertices.last else {
            throw Self.unfit("a ring needs four points, the last the same as the first", at: start)
        }
        return Ring(vertices)
    }

    private static func position(_ scanner: inout JSONScanner) throws(GeoJSONError) -> Vertex {
        try scanner.expect(UInt8(ascii: "["))
        let start = scanner.position
        let longitude = try scanner.number()
        try scanner.expect(UInt8(ascii: ","))
        let latitude = try scanner.number()
        // A height, and what else older files put there, is passed over.
        while scanner.take(UInt8(ascii: ",")) { _ = try scanner.number() }
        try scanner.expect(UInt8(ascii: "]"))
        guard let vertex = Vertex(longitude: longitude, latitude: latitude) else {
            throw GeoJSONError(code: .notWGS84, offset: start, reason: "not a longitude and latitude in degrees")
        }
        return vertex
    }

    private static func unfit(_ reason: String, at offset: Int) -> GeoJSONError {
        GeoJSONError(code: .notContours, offset: offset, reason: reason)
    }
}
