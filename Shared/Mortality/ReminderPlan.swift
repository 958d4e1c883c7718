/// What is known of a commune when it is asked whether to remind it. Pure: the rule knows no clock and no database.
public struct ReminderFacts: Hashable, Sendable {
    /// The commune's day.
    public var today: CivilDay
    /// The hour of the commune's clock, 0 to 23.
    public var hour: Int
    /// The commune's department, whose public holidays count.
    public var department: DepartmentCode
    /// From which hour on the commune wants to be reminded, 0 to 23.
    public var chosenHour: Int
    /// Whether the town hall is open on this day of the week.
    public var isOpenWeekday: Bool
    /// The last day that was reminded of; nothing before the first.
    public var lastRemindedOn: CivilDay?
    /// The last day for which, or on which, the commune declared deaths or that there were none; `nil` where it never has.
    public var lastSaidOn: CivilDay?
    /// Deaths to be expected in the commune in thirty days; `nil` where its past is not known.
    public var expectedDeaths: Double?
    /// How the department was judged last, as it is told to everybody.
    public var level: Level?

    /// Gathers what is known of a commune.
    public init(
        today: CivilDay, hour: Int, department: DepartmentCode, chosenHour: Int, isOpenWeekday: Bool, lastRemindedOn: CivilDay? = nil,
        lastSaidOn: CivilDay? = nil, expectedDeaths: Double? = nil, level: Level? = nil
    ) {
        self.today = today
        self.hour = hour
        self.department = department
        self.chosenHour = chosenHour
        self.isOpenWeekday = isOpenWeekday
        self.lastRemindedOn = lastRemindedOn
        self.lastSaidOn = lastSaidOn
        self.expectedDeaths = expectedDeaths
        self.level = level
    }
}

/// The decision whether a commune is reminded now.
public enum ReminderPlan: Hashable, Sendable {
    /// How many hours after the chosen one a reminder may still go out that could not go out in time; later, nobody is at the town hall.
    public static let patience = 4

    case remind
    case wait

    /// A commune is reminded once a day at most, at its hour of a day on which it is open, when nothing was said for as long as it is expected to
    /// say something: a day, or a week where less than one death is expected in a month. While its department is orange or red every day counts.
    /// Where the past is not known it is a week: what comes too often is no more read.
    public init(_ facts: ReminderFacts) {
        let interval = Self.interval(facts)
        let isTime =
            facts.isOpenWeekday && (facts.chosenHour...facts.chosenHour + Self.patience).contains(facts.hour)
            && !PublicHolidays.contain(facts.today, in: facts.department)
        func isLongAgo(_ day: CivilDay?) -> Bool { day.map { $0.distance(to: facts.today) >= interval } ?? true }
        self = isTime && isLongAgo(facts.lastSaidOn) && isLongAgo(facts.lastRemindedOn) ? .remind : .wait
    }

    /// Every how many days the commune is to declare something: every day while its department is orange or red, or where at least one death
    /// is expected in thirty days, else every seven.
    static func interval(_ facts: ReminderFacts) -> Int {
        if let level = facts.level, level.severity >= Level.orange.severity { return 1 }
        guard let expected = facts.expectedDeaths else { return 7 }
        return expected < 1 ? 7 : 1
    }
}
