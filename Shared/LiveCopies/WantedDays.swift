public import Mortality

/// The days of some departments that an answer is made of.
public struct WantedDays: Hashable, Sendable {
    /// How much must be known of a day.
    public enum Depth: Int, Comparable, Sendable {
        /// Its deaths.
        case deaths
        /// Its deaths, and who told of it.
        case whole

        /// Whether one tells less than the other.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// The departments that an answer is made of.
    public let departments: [DepartmentCode]
    /// Their days, from the first to the last.
    public let days: ClosedRange<CivilDay>
    /// How much of each day is needed.
    public let depth: Depth

    /// Wants all days from one to another of each of some departments.
    public init(of departments: [DepartmentCode], _ days: ClosedRange<CivilDay>, depth: Depth = .whole) {
        self.departments = departments
        self.days = days
        self.depth = depth
    }

    /// The same with the six days before, which sums over seven days need.
    public var withWeekBefore: WantedDays {
        WantedDays(of: self.departments, self.days.lowerBound.advanced(by: -6)...self.days.upperBound, depth: self.depth)
    }
}
