import Judging
import Mortality

/// Plain inputs.
enum Given {
    /// So many deaths a week, every day an equal part or one more, from a day to another.
    static func days(weekly: Int, from first: String = "2017-01-01", through last: String = "2019-12-31") throws -> [CivilDay: Int] {
        CivilDay.days(from: try CivilDay(iso: first), through: try CivilDay(iso: last)).reduce(into: [:]) { days, day in
            days[day] = weekly / 7 + (day.weekday <= weekly % 7 ? 1 : 0)
        }
    }

    static func history(weekly: Int, from first: String = "2017-01-01", through last: String = "2019-12-31") throws -> DepartmentHistory {
        DepartmentHistory(days: try self.days(weekly: weekly, from: first, through: last))
    }
}
