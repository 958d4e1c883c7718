public import Mortality

/// In tests an instant may be written as its microseconds; in the house a number becomes one where it comes in, and nowhere else.
extension Instant: ExpressibleByIntegerLiteral {
    /// Takes microseconds since 1970, UTC.
    public init(integerLiteral microseconds: Int64) { self.init(microseconds: microseconds) }
}
