public import Mortality

/// Limits how much a caller may ask for: it fills at a steady rate up to a brim, and each request takes from it.
public struct TokenBucket: Hashable, Sendable {
    /// How fast a bucket fills, and how much it holds at most.
    public struct Size: Hashable, Sendable {
        /// How many units flow in each second, at least 1.
        public let perSecond: Int
        /// The most that the bucket holds.
        public let brim: Int

        /// Makes a size by rate; the bucket holds ten seconds' worth.
        public init(perSecond: Int) {
            self.perSecond = max(perSecond, 1)
            self.brim = self.perSecond.multipliedReportingOverflow(by: 10).overflow ? self.perSecond : self.perSecond * 10
        }
    }

    private var level: Double
    /// When something was last taken from it.
    public private(set) var lastTaken: Instant

    /// Makes a full bucket at an instant.
    public init(size: Size, at now: Instant) {
        self.level = Double(size.brim)
        self.lastTaken = now
    }

    /// Takes from the bucket; `nil` when it was enough, else after how many whole seconds it will be. A request larger
    /// than the bucket takes all of it. A clock that goes back fills nothing.
    public mutating func take(_ amount: Int, size: Size, at now: Instant) -> Int? {
        let elapsed = max(now.microseconds - self.lastTaken.microseconds, 0)
        self.lastTaken = now
        self.level = min(Double(size.brim), self.level + Double(elapsed) * Double(size.perSecond) / 1_000_000)
        let wanted = Double(min(amount, size.brim))
        guard self.level < wanted else {
            self.level -= wanted
            return nil
        }
        return max(Int(((wanted - self.level) / Double(size.perSecond)).rounded(.up)), 1)
    }

    /// Puts back what was taken and not needed.
    public mutating func give(_ amount: Int, size: Size) {
        self.level = min(Double(size.brim), self.level + Double(max(amount, 0)))
    }
}
