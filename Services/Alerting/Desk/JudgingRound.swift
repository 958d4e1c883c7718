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

    /// How many days before a judged one a finding comes from, that one included.
    static let reach = max(LevelRule.reach, MissingDataRule.reach)

    /// For how many days back missing declarations are an alert.
    static let missingDays = 60

    /// Judges days and saves those of which the judgement changed.
    func judge(_ days: [CivilDay], in transaction: Transaction) async throws -> [JudgedAssessment] {
        let signs = try await self.signs(for: days, in: transaction)
        let known = try await self.store.assessments(of: self.department, on: days, in: transaction)
        let (levels, missing) = (
            LevelRule(thresholds: self.territory.thresholds), MissingDataRule(thresholds: self.territory.thresholds)
        )
        var changed: [JudgedAssessment] = []
        for day in days {
            guard let judgement = signs.judgements[day] else { continue }
            let level = levels.level(of: signs.level(day))
            // Whether declarations of years ago are missing, nobody asks at seven in the morning.
            let isRecent = day.distance(to: self.today) <= Self.missingDays
            let isMissing = isRecent && missing.finding(signs.missing(day)) != nil
            let recurrence = signs.clusters[day]?.recurrenceDays
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
    func signs(for days: [CivilDay], in transaction: Transaction) async throws -> RoundSigns {
        let reach = days.reduce(into: Set<CivilDay>()) { reach, day in
            for offset in 0..<Self.reach { reach.insert(day.advanced(by: -offset)) }
        }
        let wanted = reach.reduce(into: Set<CivilDay>()) { wanted, day in
            for offset in 0...6 { wanted.insert(day.advanced(by: -offset)) }
        }
        let reported = try await self.store.days(wanted, of: self.department, in: transaction)
        let judgements = reach.reduce(into: [CivilDay: Judgement]()) { judgements, day in
            let days = self.delay?.week(endingOn: day, of: reported) ?? (0...6).map { reported[day.advanced(by: -$0)] ?? ReportedDay() }
            let week = ReportedWeek(days, population: self.territory.population)
            judgements[day] = self.judge.judge(week, endingOn: day, against: try? self.territory.history.baseline(for: day))
        }
        return RoundSigns(
            reported: reported, judgements: judgements,
            clusters: try await self.store.clusters(of: self.department, on: reach, in: transaction))
    }
}
