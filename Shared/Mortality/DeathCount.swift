/// How many deaths a declaration tells of.
public struct DeathCount: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The most that one declaration tells of.
    public static let most = 10_000

    /// The number, 0 to 10,000.
    public let number: Int32

    /// Checks a number of deaths.
    ///
    /// - Throws: `Rejection` of field `deaths` outside 0 to 10,000.
    public init(_ number: Int) throws(Rejection) {
        guard (0...Self.most).contains(number) else {
            throw Rejection(field: "deaths", reason: "not a whole number from 0 to 10,000")
        }
        self.number = Int32(number)
    }

    /// The number in digits.
    public var description: String { "\(self.number)" }
    /// Orders counts, the smaller first.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
