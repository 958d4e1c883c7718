/// The number of a declaration's version: 1, then more with each correction. The highest wins.
public struct Revision: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number, 1 to 1,000,000.
    public let number: Int32

    /// Checks the number of a revision.
    ///
    /// - Throws: `Rejection` of field `revision` outside 1 to 1,000,000.
    public init(_ number: Int) throws(Rejection) {
        guard (1...1_000_000).contains(number) else {
            throw Rejection(field: "revision", reason: "not a whole number from 1 to 1,000,000")
        }
        self.number = Int32(number)
    }

    /// The number in digits.
    public var description: String { "\(self.number)" }
    /// Orders revisions, the lower first.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
