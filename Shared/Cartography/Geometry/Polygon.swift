public import Mortality

/// A surface in one piece, with its holes.
public struct Polygon: Hashable, Sendable {
    /// The ring around it.
    public let outside: Ring
    /// The rings around what is cut out of it.
    public let holes: [Ring]

    /// Makes a surface of the ring around it and of its holes.
    public init(outside: Ring, holes: [Ring] = []) {
        self.outside = outside
        self.holes = holes
    }

    /// All rings: the outside, then the holes.
    public var rings: [Ring] { [self.outside] + self.holes }
}

/// Two communes that touch along a line.
public struct Border: Hashable, Comparable, Sendable {
    /// The commune with the lower code.
    public let first: CommuneCode
    /// The commune with the higher code.
    public let second: CommuneCode

    /// Orders borders by their first commune, then by their second.
    public static func < (a: Self, b: Self) -> Bool { a.first != b.first ? a.first < b.first : a.second < b.second }
}
