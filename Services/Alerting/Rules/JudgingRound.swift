import Contracts
import Judging
import Mortality

/// Judges days of a department: facts in, plan out. Pure.
///
/// A plan is made in two steps, since what an alert is explained by is known only once the days have been judged:
/// ``questions`` says of which days more is to be read, and ``plan(_:moved:clusters:identifiers:now:)`` is given the answers.
struct JudgingRound: Sendable {
    /// What is to be read of the day that an alert is explained by.
    struct Question: Sendable {
        let kind: AlertKind
        let previous: AlertStanding.Followed?
        let episode: Episode?
        /// The last day that could be judged; of missing data, the last that showed them.
        let day: CivilDay
    }

    let territory: DepartmentTerritory
    let judge: Judge
    /// What is still expected to be declared; nothing while it is not known how late that is.
    let delay: DelayCorrection?
    let today: CivilDay
    let facts: JudgingFacts
    /// The days that were judged, and those of which the judgement is another than the one held.
    let judged: [JudgedAssessment]
    let changed: [JudgedAssessment]

    var department: DepartmentCode { self.territory.department }

    /// For how many days back missing declarations are an alert.
    static let missingDays = 60

    /// - Parameter days: those to judge, in order; the facts hold what their findings come from.
    /// - Throws: `SurveillanceError` for facts that contradict each other.
    init(_ days: [CivilDay], territory: DepartmentTerritory, judge: Judge = Judge(), delay: DelayCorrection?, today: CivilDay, facts: JudgingFacts) throws {
        var judge = judge
        judge.budget = territory.budget
        self.territory = territory
        self.judge = judge
        self.delay = delay
        self.today = today
        self.facts = facts
        let signs = try Self.signs(for: days, facts.held, facts.communes, territory, judge, delay)
        let thresholds = territory.thresholds
        var judged: [JudgedAssessment] = []
        var changed: [JudgedAssessment] = []
        for day in days {
            guard let judgement = signs.judgements[day] else { continue }
            let level = signs.level(on: day, by: thresholds)
            // Whether declarations of years ago are missing, nobody asks at seven in the morning.
            let isRecent = day.distance(to: today) <= Self.missingDays
            let isMissing = isRecent && signs.finding(on: day, by: thresholds) != nil
            func assessed(_ version: UInt64) -> JudgedAssessment {
                JudgedAssessment(
                    assessment: judgement.assessment(
                        of: territory.department, on: day, level: level, clusterRecurrence: signs.recurrences[day], version: version),
                    isMissing: isMissing)
            }
            let known = facts.held.judged[day]
            let same = assessed(known?.assessment.version ?? 0)
            if same == known {
                judged.append(same)
            } else {
                let other = assessed((known?.assessment.version ?? 0) + 1)
                judged.append(other)
                changed.append(other)
            }
        }
        self.judged = judged
        self.changed = changed
    }

    /// What is known of days and of those before them that a finding comes from.
    static func signs(
        for days: [CivilDay], _ held: HeldDays, _ communes: [CommuneCode], _ territory: DepartmentTerritory, _ judge: Judge, _ delay: DelayCorrection?
    ) throws -> JudgedDays {
        let found = JudgedDays.days(before: days)
        return JudgedDays(
            days, reported: held.reported,
            declared: try DeclaredDays(communes: communes, shares: communes.map { territory.shares[$0] ?? 0 }, days: held.told),
            recurrences: held.recurrences.filter { found.contains($0.key) }, population: territory.population, history: territory.history,
            delay: delay, judge: judge)
    }

    /// The last day that could be judged, of those judged now or before.
    private var last: DepartmentAssessment? {
        let now = Set(self.judged.map(\.assessment.day))
        let before = self.facts.held.judged.values.map(\.assessment).filter { !now.contains($0.day) }
        return (before + self.judged.map(\.assessment)).filter { $0.level != .unknown }.max { $0.day < $1.day }
    }

    /// The alerts that are under way or begin, each with the day that it is explained by.
    var questions: [Question] {
        guard let last = self.last else { return [] }
        let standing = self.facts.standing
        let missing = standing.missing(after: self.judged).map { JudgedDay(day: $0, level: .yellow) }
        let episodes = [(AlertKind.excess, Episode(standing.raised(after: self.judged))), (.missingData, Episode(missing))]
        return episodes.compactMap { kind, episode in
            let previous = standing.alerts[kind]
            // Most of the time there is none, and none to come.
            let isUnderWay = previous.map { $0.record.alert.closedAt == nil || $0.record.closedOver != nil } ?? false
            guard episode != nil || isUnderWay else { return nil }
            // Where everybody is silent, the last day that could be judged is not the one that tells of it.
            let day = kind == .missingData ? episode?.lastDay ?? last.day : last.day
            return Question(kind: kind, previous: previous, episode: episode, day: day)
        }
    }

    /// The days that questions are of and that the facts do not hold the days before of.
    var daysToRead: [CivilDay] {
        let now = Set(self.judged.map(\.assessment.day))
        return Set(self.questions.map(\.day)).subtracting(now).sorted()
    }

    /// What is to be written down and told.
    ///
    /// - Parameters:
    ///   - evidence: of each day that ``questions`` name.
    ///   - others: what is held of the days that ``daysToRead`` names, and of those before them.
    ///   - moved: days whose counts or reports moved.
    ///   - clusters: those that were found anew.
    /// - Throws: `ContractError` for a scan that cannot be read, `SurveillanceError` for facts that contradict each other.
    func plan(
        _ evidence: [CivilDay: AlertEvidence] = [:], _ others: HeldDays = HeldDays(), moved: some Collection<CivilDay> = [], clusters: [DeathCluster] = [],
        identifiers: FreshIdentifiers, now: Instant
    ) throws -> JudgingPlan {
        let held = self.facts.held.merging(others)
        let days = self.judged.reduce(into: held.judged.mapValues(\.assessment)) { $0[$1.assessment.day] = $1.assessment }
        var plan = JudgingPlan(
            department: self.department, judged: self.changed, clusters: clusters, scans: JudgingExtent.scans(moved: moved, today: self.today), now: now)
        for question in self.questions {
            guard let shown = days[question.day] ?? self.last else { continue }
            let evidence = evidence[question.day] ?? AlertEvidence()
            let findings = Findings(of: shown, evidence, in: self.territory)
            let explanation = Explanation.text(of: shown, kind: question.kind, episode: question.episode, findings: findings)
            let life = AlertLife(department: self.department, kind: question.kind, previous: question.previous?.record)
            guard
                let step = life.next(
                    episode: question.episode, day: shown.day, explanation: explanation, id: identifiers[question.kind].alert, now: now)
            else { continue }
            var record = step.record
            // With each step, and with each day that it lasts: what was half declared yesterday is whole today.
            let isFrozen = !step.occurrences.isEmpty || record.alert.lastDay != question.previous?.record.alert.lastDay
            if isFrozen { record.alert.dossiers += 1 }
            let isSame = record.alert.id == question.previous?.record.alert.id
            let events = step.occurrences.enumerated().map { place, occurrence in
                occurrence.event(
                    of: record.alert.id, id: identifiers[question.kind].event,
                    number: (isSame ? question.previous?.events ?? 0 : 0) + place + 1, at: now)
            }
            let dossier = isFrozen ? try self.dossier(of: record.alert, shown, findings, evidence, held, at: now) : nil
            plan.alerts.append(JudgingPlan.MovedAlert(record: record, events: events, dossier: dossier))
        }
        return plan
    }

    private func dossier(
        of alert: DepartmentAlert, _ shown: DepartmentAssessment, _ findings: Findings, _ evidence: AlertEvidence, _ held: HeldDays, at now: Instant
    ) throws -> Vigie_V1_AlertDossier {
        let signs = try Self.signs(for: [shown.day], held, self.facts.communes, self.territory, self.judge, self.delay)
        return try AlertDossier(alert: alert, shown: shown, signs: signs, findings: findings, scan: evidence.scan)
            .frozen(territory: self.territory, delay: self.delay, today: self.today, at: now)
    }
}

extension Judgement {
    /// The judgement as others are told it.
    func assessment(
        of department: DepartmentCode, on day: CivilDay, level: Level, clusterRecurrence: Double?, version: UInt64
    ) -> DepartmentAssessment {
        DepartmentAssessment(
            department: department, day: day, level: level, rules: JudgingRules.current.rawValue, ground: self.week.ground,
            length: self.week.length, observed: self.week.deaths, expectation: self.expectation,
            reportedDays: self.week.reportedDays, reportedShare: self.week.reportedShare, method: self.method,
            nowcast: self.week.nowcast, nowcastVariance: self.week.comingVariance, clusterRecurrence: clusterRecurrence, version: version)
    }
}
