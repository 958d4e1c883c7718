import Foundation

/// An instant as the database tells it: microseconds since 1970, UTC.
public struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970, UTC; negative before.
    public let microseconds: Int64

    /// Takes microseconds since 1970, UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The instant in RFC 3339, in UTC, with all six digits of the microseconds, so that what is hashed can be read off in full.
    public var description: String {
        let (seconds, rest) = self.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let (whole, fraction) = rest < 0 ? (seconds - 1, rest + 1_000_000) : (seconds, rest)
        let text = Date(timeIntervalSince1970: TimeInterval(whole)).formatted(.iso8601)
        let digits = String(fraction)
        return "\(text.dropLast()).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
    }

    /// Orders instants, the earlier first.
    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}
