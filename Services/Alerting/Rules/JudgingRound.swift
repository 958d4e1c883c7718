import Contracts
import Judging
import Mortality

/// Judges days of a department: it is given facts and returns a plan. It is pure.
///
/// A plan is made in two steps, since the day that explains an alert is known only once the days have been judged: ``questions`` says of which
/// days more is to be read, and ``plan(_:moved:clusters:identifiers:now:)`` is given the answers.
struct JudgingRound: Sendable {
    /// What is to be read of the day that explains an alert.
    struct Question: Sendable {
        let kind: AlertKind
        let previous: AlertStanding.Followed?
        let episode: Episode?
        /// The last day that could be judged; of an alert of missing data, the last day that showed them.
        let day: CivilDay
    }

    let territory: DepartmentTerritory
    let judge: Judge
    /// The correction for deaths that are still to be declared; `nil` while it is not known how late they are declared.
    let delay: DelayCorrection?
    let today: CivilDay
    let facts: JudgingFacts
    /// The days that were judged, and those whose judgement differs from the one that is held.
    let judged: [JudgedAssessment]
    let changed: [JudgedAssessment]

    var department: DepartmentCode { self.territory.department }

    /// The number of days back within which missing declarations raise an alert.
    static let missingDays = 60

    /// - Parameter days: the days to judge, in order; the facts hold the days that their findings come from.
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
            // Declarations that have been missing for years are nobody's concern today.
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

    /// Returns the facts of some days and of the days before them that their findings come from.
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

    /// Returns the last day that could be judged, now or before.
    private var last: DepartmentAssessment? {
        let now = Set(self.judged.map(\.assessment.day))
        let before = self.facts.held.judged.values.map(\.assessment).filter { !now.contains($0.day) }
        return (before + self.judged.map(\.assessment)).filter { $0.level != .unknown }.max { $0.day < $1.day }
    }

    /// Returns the alerts that are under way or begin, each with the day that explains it.
    var questions: [Question] {
        guard let last = self.last else { return [] }
        let standing = self.facts.standing
        let missing = standing.missing(after: self.judged).map { JudgedDay(day: $0, level: .yellow) }
        let episodes = [(AlertKind.excess, Episode(standing.raised(after: self.judged))), (.missingData, Episode(missing))]
        return episodes.compactMap { kind, episode in
            let previous = standing.alerts[kind]
            // Mostly there is no alert, and none begins.
            let isUnderWay = previous.map { $0.record.alert.closedAt == nil || $0.record.closedOver != nil } ?? false
            guard episode != nil || isUnderWay else { return nil }
            // When all communes are silent, another day than the last one that could be judged shows the missing data.
            let day = kind == .missingData ? episode?.lastDay ?? last.day : last.day
            return Question(kind: kind, previous: previous, episode: episode, day: day)
        }
    }

    /// The days that questions are about and that are not judged now, so that the days before them are to be read.
    var daysToRead: [CivilDay] {
        let now = Set(self.judged.map(\.assessment.day))
        return Set(self.questions.map(\.day)).subtracting(now).sorted()
    }

    /// Returns what is to be written down and told.
    ///
    /// - Parameters:
    ///   - evidence: what was read of each day that ``questions`` name.
    ///   - others: what is held of the days that ``daysToRead`` names, and of those before them.
    ///   - moved: the days whose counts or reports changed.
    ///   - clusters: the clusters that were found anew.
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
            // A dossier is frozen with each step of the alert and with each day that it lasts, since days that were half declared yesterday are
            // complete today.
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
    /// Returns the judgement as others are told it.
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
