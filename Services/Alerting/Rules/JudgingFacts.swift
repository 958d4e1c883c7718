import Contracts
import Judging
import Mortality

/// A judgement as it is kept: as others are told it, and whether declarations seem to be missing.
struct JudgedAssessment: Hashable, Sendable {
    let assessment: DepartmentAssessment
    let isMissing: Bool
}

/// What is held of some days of a department: what was declared, by whom, which clusters were found, and how the days were
/// judged so far.
struct HeldDays: Sendable {
    var reported: [CivilDay: ReportedDay] = [:]
    /// Who told of each day, and whose deaths there were, by the numbers of the communes that declare.
    var told: [CivilDay: DeclaredDays.Day] = [:]
    /// Recurrence of each day's cluster, in days.
    var recurrences: [CivilDay: Double] = [:]
    var judged: [CivilDay: JudgedAssessment] = [:]

    /// The same with what is held of other days besides.
    func merging(_ other: HeldDays) -> HeldDays {
        HeldDays(
            reported: self.reported.merging(other.reported) { $1 }, told: self.told.merging(other.told) { $1 },
            recurrences: self.recurrences.merging(other.recurrences) { $1 }, judged: self.judged.merging(other.judged) { $1 })
    }
}

/// How a department's alerts stand, and the judgements of days that are not judged now, as far as alerts follow from them.
struct AlertStanding: Sendable {
    /// An alert and how many events were written down of it.
    struct Followed: Sendable {
        let record: AlertRecord
        let events: Int
    }

    /// Of each kind the alert that is open, else the last that was.
    var alerts: [AlertKind: Followed] = [:]
    /// The last green day, and the raised days after it.
    var lastGreen: CivilDay?
    var raised: [JudgedDay] = []
    /// The last day that could be judged and that nothing seemed to be missing of, and the days after it that something did.
    var lastComplete: CivilDay?
    var missing: [CivilDay] = []

    /// The raised days since the last green one, once some days have been judged.
    func raised(after judged: [JudgedAssessment]) -> [JudgedDay] {
        let green = ([self.lastGreen] + judged.map { $0.assessment.level == .green ? $0.assessment.day : nil }).compactMap { $0 }.max()
        let raised = judged.map(\.assessment).filter { $0.level.severity > 0 }.map { JudgedDay(day: $0.day, level: $0.level) }
        return (self.raised + raised).filter { day in green.map { day.day > $0 } ?? true }.sorted { $0.day < $1.day }
    }

    /// The days since the last one that nothing seemed to be missing of, once some days have been judged.
    func missing(after judged: [JudgedAssessment]) -> [CivilDay] {
        let known = judged.map { !$0.isMissing && $0.assessment.level != .unknown ? $0.assessment.day : nil }
        let complete = ([self.lastComplete] + known).compactMap { $0 }.max()
        return (self.missing + judged.filter(\.isMissing).map(\.assessment.day)).filter { day in complete.map { day > $0 } ?? true }.sorted()
    }
}

/// Everything that is held of a department as far as judging some of its days needs it, read under the department's lock.
struct JudgingFacts: Sendable {
    /// The days that findings come from; the judgements of the days that are judged now, and of the last day before or after
    /// them that could be judged.
    var held = HeldDays()
    /// The communes that ever declared, by number.
    var communes: [CommuneCode] = []
    var standing = AlertStanding()
}
