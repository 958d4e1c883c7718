import Contracts
import Judging
import Mortality

/// A judgement as it is kept: as others are told it, and whether declarations seem to be missing.
struct JudgedAssessment: Hashable, Sendable {
    let assessment: DepartmentAssessment
    let isMissing: Bool
}

/// What is held of some days of a department: what was declared and by whom, which clusters were found, and how the days were judged before.
struct HeldDays: Sendable {
    var reported: [CivilDay: ReportedDay] = [:]
    /// Which communes reported of each day, and which had deaths, by the numbers of the declaring communes.
    var told: [CivilDay: DeclaredDays.Day] = [:]
    /// The recurrence of each day's cluster, in days.
    var recurrences: [CivilDay: Double] = [:]
    var judged: [CivilDay: JudgedAssessment] = [:]

    /// Returns these facts together with those of other days.
    func merging(_ other: HeldDays) -> HeldDays {
        HeldDays(
            reported: self.reported.merging(other.reported) { $1 }, told: self.told.merging(other.told) { $1 },
            recurrences: self.recurrences.merging(other.recurrences) { $1 }, judged: self.judged.merging(other.judged) { $1 })
    }
}

/// The state of a department's alerts, and the judgements of other days as far as alerts follow from them.
struct AlertStanding: Sendable {
    /// An alert, and the number of events that were written down of it.
    struct Followed: Sendable {
        let record: AlertRecord
        let events: Int
    }

    /// Of each kind of alert, the one that is open, or else the one that was raised last.
    var alerts: [AlertKind: Followed] = [:]
    /// The last green day, and the raised days after it.
    var lastGreen: CivilDay?
    var raised: [JudgedDay] = []
    /// The last day that could be judged and had no declarations missing, and the days after it that had.
    var lastComplete: CivilDay?
    var missing: [CivilDay] = []

    /// Returns the raised days since the last green one, once some days have been judged.
    func raised(after judged: [JudgedAssessment]) -> [JudgedDay] {
        let green = ([self.lastGreen] + judged.map { $0.assessment.level == .green ? $0.assessment.day : nil }).compactMap { $0 }.max()
        let raised = judged.map(\.assessment).filter { $0.level.severity > 0 }.map { JudgedDay(day: $0.day, level: $0.level) }
        return (self.raised + raised).filter { day in green.map { day.day > $0 } ?? true }.sorted { $0.day < $1.day }
    }

    /// Returns the days with missing declarations since the last one without, once some days have been judged.
    func missing(after judged: [JudgedAssessment]) -> [CivilDay] {
        let known = judged.map { !$0.isMissing && $0.assessment.level != .unknown ? $0.assessment.day : nil }
        let complete = ([self.lastComplete] + known).compactMap { $0 }.max()
        return (self.missing + judged.filter(\.isMissing).map(\.assessment.day)).filter { day in complete.map { day > $0 } ?? true }.sorted()
    }
}

/// Everything that is held of a department and needed to judge some of its days, as it was read under the department's lock.
struct JudgingFacts: Sendable {
    /// The days that findings come from, the former judgements of the days that are judged now, and of the last day before or after them that
    /// could be judged.
    var held = HeldDays()
    /// The communes that have declared at least once, by number.
    var communes: [CommuneCode] = []
    var standing = AlertStanding()
}
