package import Judging
package import Mortality
import Surveillance

/// Quiet times in which a department begins to declare, again and again: whatever is raised in them is a false alarm.
package struct QuietOpenings: Sendable {
    /// What came of some openings.
    package struct Result: Sendable {
        package var openings = 0
        package var years = 0.0
        /// Episodes that reached orange, and red.
        package var oranges = 0
        package var reds = 0
        /// Days that had a level, and days in all.
        package var judged = 0
        package var days = 0
        /// Days that were judged by a panel.
        package var panels = 0

        package init() {}
    }

    package let department: DeclaringDepartment
    /// What is true of the department, and what it is judged by.
    package let history: DepartmentHistory
    package let thresholds: LevelThresholds
    /// The first day that is declared.
    package let first: CivilDay
    /// How many days each opening is followed.
    package let length: Int
    /// How often a commune without a death tells so.
    package let zeros: Double

    package init(
        department: DeclaringDepartment, history: DepartmentHistory, thresholds: LevelThresholds, first: CivilDay, length: Int = 60,
        zeros: Double = 0.3
    ) {
        self.department = department
        self.history = history
        self.thresholds = thresholds
        self.first = first
        self.length = length
        self.zeros = zeros
    }

    /// Judges openings day by day.
    ///
    /// - Parameter byFirstRules: whether as the first rules would have, by the share that declared.
    package func run(_ openings: Int, seed: UInt64, byFirstRules: Bool = false) throws -> Result {
        let days = (0..<self.length).map(self.first.advanced(by:))
        let null = NullDays(days, baseline: try self.history.baseline(for: self.first), weekdays: self.history.weekdays)
        var result = Result()
        for opening in 0..<openings {
            var random = ReplicateGenerator(seed: seed &+ UInt64(opening))
            let (declared, reported) = try self.department.declare(null.draw(&random), from: self.first, zeros: self.zeros, &random)
            let judged = JudgedDays(
                days, reported: reported, declared: byFirstRules ? nil : declared, recurrences: [:],
                population: DeclaringDepartment.population, history: self.history, delay: nil)
            var peak = 0
            for day in days {
                let level = judged.level(on: day, by: self.thresholds)
                if level == .green { peak = 0 }
                if level.severity >= Level.orange.severity, peak < Level.orange.severity { result.oranges += 1 }
                if level.severity >= Level.red.severity, peak < Level.red.severity { result.reds += 1 }
                peak = max(peak, level.severity)
                result.judged += level == .unknown ? 0 : 1
                result.panels += judged.panel(on: day)?.isEnough == true ? 1 : 0
            }
            result.openings += 1
            result.days += days.count
        }
        result.years = Double(result.days) / 365.25
        return result
    }
}
