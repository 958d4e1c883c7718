/// Reads contours, feature by feature: the FeatureCollections that Etalab, IGN and geo.api.gouv.fr publish (RFC 7946).
///
/// The bytes are walked through once and never become a tree, so that the communes of all France take seconds and no more
/// memory than the file. Strict: what is not JSON, not polygons, or not in degrees is an error with its place.
public struct GeoJSONReader {
    private var scanner: JSONScanner
    private var state = State.before
    private var isFirstMember = true
    private var isFirstFeature = true
    private var saysCollection = false

    private enum State { case before, within, after }

    /// Takes the bytes of a file, already decompressed.
    public init(bytes: [UInt8]) { self.scanner = JSONScanner(bytes: bytes) }

    /// Reads the next feature; nil once the file has ended as it should. After an error the reader is of no more use.
    public mutating func next() throws(GeoJSONError) -> GeoJSONFeature? {
        if self.state == .before {
            try self.scanner.expect(UInt8(ascii: "{"))
            try self.passMembers()
        }
        if self.state == .within {
            if try self.scanner.next(isFirst: &self.isFirstFeature, closing: UInt8(ascii: "]")) { return try self.feature() }
            try self.passMembers()
        }
        return nil
    }

    /// Reads every feature of a file.
    public static func features(of bytes: [UInt8]) throws(GeoJSONError) -> [GeoJSONFeature] {
        var reader = GeoJSONReader(bytes: bytes)
        var features: [GeoJSONFeature] = []
        while let feature = try reader.next() { features.append(feature) }
        return features
    }

    /// Reads the members of the collection as far as `features`, or to the end of the file.
    private mutating func passMembers() throws(GeoJSONError) {
        while try self.scanner.next(isFirst: &self.isFirstMember, closing: UInt8(ascii: "}")) {
            let offset = self.scanner.position
            switch try self.scanner.name() {
            case "type":
                guard try self.scanner.scalar() == .text("FeatureCollection") else { throw self.unfit("not a FeatureCollection", at: offset) }
                self.saysCollection = true
            case "crs": try self.checkReference()
            case "features":
                guard self.state == .before else { throw self.unfit("a second list of features", at: offset) }
                try self.scanner.expect(UInt8(ascii: "["))
                self.state = .within
                return
            default: try self.scanner.skip()
            }
        }
        guard self.saysCollection, self.state == .within else { throw self.unfit("not a FeatureCollection", at: self.scanner.position) }
        guard self.scanner.peek() == nil else { throw self.scanner.failure("something follows the end") }
        self.state = .after
    }

    private mutating func feature() throws(GeoJSONError) -> GeoJSONFeature {
        _ = self.scanner.peek()
        let start = self.scanner.position
        var properties: [String: GeoJSONValue] = [:]
        var shape: Shape?
        var saysFeature = false
        var isFirst = true
        try self.scanner.expect(UInt8(ascii: "{"))
        while try self.scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "}")) {
            switch try self.scanner.name() {
            case "type":
                guard try self.scanner.scalar() == .text("Feature") else { throw self.unfit("not a Feature", at: start) }
                saysFeature = true
            case "properties": properties = try self.readProperties()
            case "geometry": shape = try GeometryReader.read(&self.scanner)
            default: try self.scanner.skip()
            }
        }
        guard saysFeature else { throw self.unfit("not a Feature", at: start) }
        return GeoJSONFeature(properties: properties, shape: shape, offset: start)
    }

    private mutating func readProperties() throws(GeoJSONError) -> [String: GeoJSONValue] {
        var properties: [String: GeoJSONValue] = [:]
        var isFirst = true
        if self.scanner.peek() == UInt8(ascii: "n") {
            try self.scanner.literal("null")
            return properties
        }
        try self.scanner.expect(UInt8(ascii: "{"))
        while try self.scanner.next(isFirst: &isFirst, closing: UInt8(ascii: "}")) {
            let name = try self.scanner.name()
            switch self.scanner.peek() {
            case UInt8(ascii: "{")?, UInt8(ascii: "[")?: try self.scanner.skip()
            default: properties[name] = try self.scanner.scalar()
            }
        }
        return properties
    }

    /// Checks the reference system that older files name (GeoJSON 2008): only longitude and latitude are accepted.
    private mutating func checkReference() throws(GeoJSONError) {
        _ = self.scanner.peek()
        let start = self.scanner.position
        try self.scanner.skip()
        let text = String(decoding: self.scanner.bytes[start..<self.scanner.position], as: UTF8.self)
        let known = ["CRS84", "4326", "4171", "null"]
        guard known.contains(where: { text.contains($0) }) else {
            throw GeoJSONError(code: .notWGS84, offset: start, reason: "the coordinates are in another reference system than WGS 84")
        }
    }

    private func unfit(_ reason: String, at offset: Int) -> GeoJSONError {
        GeoJSONError(code: .notContours, offset: offset, reason: reason)
    }
}
