/// A surface in one piece, with its holes.
public struct Polygon: Hashable, Sendable {
    /// The line around it.
    public let outside: Ring
    /// Lines around what is not part of it.
    public let holes: [Ring]

    /// A surface and what is cut out of it.
    public init(outside: Ring, holes: [Ring] = []) {
        self.outside = outside
        self.holes = holes
    }

    /// The outside, then the holes.
    public var rings: [Ring] { [self.outside] + self.holes }
}
