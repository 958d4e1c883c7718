public import Mortality

/// The days of some departments that an answer is made of.
public struct WantedDays: Hashable, Sendable {
    /// How much must be known of a day.
    public enum Depth: Int, Comparable, Sendable {
        /// Its deaths.
        case deaths
        /// Its deaths, and who told of it.
        case whole

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    public let departments: [DepartmentCode]
    public let days: ClosedRange<CivilDay>
    public let depth: Depth

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
