/// Why bytes are not a shape.
public struct ShapeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: Hashable, Sendable {
        /// The first byte names a form that this program does not know.
        case unknownVersion
        /// The bytes end too early.
        case truncated
        /// A number is out of bounds, a ring too short, or something follows the end.
        case malformed
    }

    /// What kind of fault it is.
    public let code: Code
    /// The byte at which it was found.
    public let offset: Int

    /// Says in English what is wrong, and at which byte.
    public var description: String {
        switch self.code {
        case .unknownVersion: "the shape is written in an unknown version"
        case .truncated: "the shape ends too early, at byte \(self.offset)"
        case .malformed: "the shape is malformed at byte \(self.offset)"
        }
    }
}
