public import Mortality

/// Two communes that touch along a line.
public struct Border: Hashable, Comparable, Sendable {
    /// The commune with the lower code.
    public let first: CommuneCode
    /// The commune with the higher code.
    public let second: CommuneCode

    /// Orders borders by their first commune, then by their second.
    public static func < (a: Self, b: Self) -> Bool { a.first != b.first ? a.first < b.first : a.second < b.second }
}
