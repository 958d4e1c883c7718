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

/// Bounds how many deaths all declarations together may tell of a commune and day.
public enum CommuneDayTotal {
    /// 100,000, far more than any commune has ever had: what would go beyond is an error of whoever declares, and must not
    /// reach sums that it could overflow. A department has fewer than 1,000 communes, so its day stays below 10⁸ and its
    /// seven days below 10⁹, which 32 bits hold.
    public static let most = 100_000
}
