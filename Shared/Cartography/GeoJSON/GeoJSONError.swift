/// Why a file cannot be read as contours, and where.
public struct GeoJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Hashable, Sendable {
        /// It is not JSON (RFC 8259).
        case notJSON
        /// It is JSON, but no FeatureCollection with polygons (RFC 7946).
        case notContours
        /// The coordinates are not WGS 84 longitudes and latitudes.
        case notWGS84
    }

    /// What kind of fault it is.
    public let code: Code
    /// The byte at which it was found, from 0.
    public let offset: Int
    /// What was expected there, or is wrong.
    public let reason: String

    /// The byte at which the fault was found, and what is wrong there.
    public var description: String { "byte \(self.offset): \(self.reason)" }
}
