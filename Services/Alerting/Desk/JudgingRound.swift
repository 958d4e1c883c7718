import Contracts
import Judging
import Mortality
import Persistence

/// Judges days of a department in a transaction that holds its lock.
struct JudgingRound: Sendable {
    let territory: Territory
    let judge: Judge
    /// What is still expected to be declared; nothing while it is not known how late that is.
    let delay: DelayCorrection?
    let today: CivilDay
    let store: AlertingStore

    var department: DepartmentCode { self.territory.department }

    /// For how many days back missing declarations are an alert.
    static let missingDays = 60

    /// Judges days and saves those of which the judgement changed.
    func judge(_ days: [CivilDay], in transaction: Transaction) async throws -> [JudgedAssessment] {
        let signs = try await self.signs(for: days, in: transaction)
        let known = try await self.store.assessments(of: self.department, on: days, in: transaction)
        let thresholds = self.territory.thresholds
        var changed: [JudgedAssessment] = []
        for day in days {
            guard let judgement = signs.judgements[day] else { continue }
            let level = signs.level(on: day, by: thresholds)
            // Whether declarations of years ago are missing, nobody asks at seven in the morning.
            let isRecent = day.distance(to: self.today) <= Self.missingDays
            let isMissing = isRecent && signs.finding(on: day, by: thresholds) != nil
            let recurrence = signs.recurrences[day]
            let version = known[day]?.assessment.version ?? 0
            func assessed(_ version: UInt64) -> JudgedAssessment {
                JudgedAssessment(
                    assessment: judgement.assessment(
                        of: self.department, on: day, level: level, clusterRecurrence: recurrence, version: version),
                    isMissing: isMissing)
            }
            if assessed(version) != known[day] { changed.append(assessed(version + 1)) }
        }
        try await self.store.save(changed, of: self.department, in: transaction)
        return changed
    }

    /// What is known of days and of those before them that a finding comes from.
    func signs(for days: [CivilDay], in transaction: Transaction) async throws -> JudgedDays {
        let needed = JudgedDays.declared(for: days)
        let reported = try await self.store.days(needed, of: self.department, in: transaction)
        let declared = try await self.store.declared(
            needed, of: self.department, shares: self.territory.shares, in: transaction)
        let clusters = try await self.store.clusters(of: self.department, on: JudgedDays.days(before: days), in: transaction)
        var judge = self.judge
        judge.budget = self.territory.budget
        return JudgedDays(
            days, reported: reported, declared: declared, recurrences: clusters.mapValues(\.recurrenceDays), population: self.territory.population,
            history: self.territory.history, delay: self.delay, judge: judge)
    }
}
