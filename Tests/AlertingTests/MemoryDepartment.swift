import Contracts
import Judging
import Mortality
import TestBench

@testable import Alerting

/// A department that is judged without a database, from dictionaries that hold what the store would. Its excerpts are made from the rows as
/// ``AlertingStore`` makes them, so that traces of plans need no PostgreSQL. A test checks that both agree.
struct MemoryDepartment {
    let territory: DepartmentTerritory
    var today: CivilDay
    private(set) var counts = DepartmentCounts()
    private(set) var communes: [CommuneCode] = []
    private(set) var judged: [CivilDay: JudgedAssessment] = [:]
    /// The alerts in the order in which they were raised.
    private(set) var alerts: [AlertRecord] = []
    private(set) var events: [AlertEvent] = []
    private(set) var dossiers: [Vigie_V1_AlertDossier] = []
    var recurrences: [CivilDay: Double] = [:]
    private var drawn: UInt8 = 0

    /// Makes Morbihan as ``AlertingWorld`` has it: three communes with half, three tenths and a fifth of the people, and 70 deaths a week.
    init(today: String = "2026-11-20", weekly: Int = 70, thresholds: LevelThresholds = LevelThresholds()) throws {
        let populations = try AlertingWorld.communes.map { (try CommuneCode($0.0), $0.1) }
        self.today = try CivilDay(iso: today)
        self.territory = DepartmentTerritory(
            department: try DepartmentCode("56"), population: 1_000,
            history: DepartmentHistory(days: try Given.days(weekly: weekly), inhabitants: 1_000, rules: HistoryRules()),
            shares: Dictionary(uniqueKeysWithValues: populations.map { ($0.0, Double($0.1) / 1_000) }), ground: ScanGround([]),
            thresholds: thresholds, budget: FalseAlarmBudget(), names: Dictionary(uniqueKeysWithValues: populations.map { ($0.0, $0.0.text) }))
    }

    init(territory: DepartmentTerritory, today: CivilDay) {
        self.territory = territory
        self.today = today
    }

    /// Copies counts, judges the days that they change, and keeps what the plan says.
    @discardableResult
    mutating func apply(
        _ counts: DepartmentCounts, judging extent: JudgingExtent = .moved, clusters: [DeathCluster] = [], delay: DelayCorrection? = nil,
        at now: Instant = 1
    ) throws -> JudgingPlan {
        let moved = Set(counts.cells.map(\.day) + counts.reports.map(\.day))
        self.counts.add(cells: counts.cells, reports: counts.reports)
        let fresh = Set(counts.cells.map(\.commune) + counts.reports.map(\.commune)).subtracting(self.communes)
        self.communes += fresh.sorted()
        var summed = moved
        let held = Set(self.counts.cells.map(\.day) + self.counts.reports.map(\.day))
        if case .span(let span) = extent { summed.formUnion(held.filter(span.contains)) }
        let round = try self.round(extent.days(moved: summed, today: self.today), delay: delay)
        let plan = try round.plan(
            Dictionary(uniqueKeysWithValues: Set(round.questions.map(\.day)).map { ($0, self.evidence(on: $0)) }),
            self.held(before: round.daysToRead), moved: moved, clusters: clusters,
            identifiers: FreshIdentifiers {
                self.drawn += 1
                return [UInt8](repeating: self.drawn, count: 16)
            }, now: now)
        self.keep(plan)
        return plan
    }

    func round(_ days: [CivilDay], delay: DelayCorrection? = nil) throws -> JudgingRound {
        try JudgingRound(days, territory: self.territory, delay: delay, today: self.today, facts: self.facts(judging: days))
    }

    mutating func keep(_ plan: JudgingPlan) {
        for one in plan.judged { self.judged[one.assessment.day] = one }
        for one in plan.alerts {
            if let place = self.alerts.firstIndex(where: { $0.alert.id == one.record.alert.id }) {
                self.alerts[place] = one.record
            } else {
                self.alerts.append(one.record)
            }
            self.events += one.events
            if let dossier = one.dossier { self.dossiers.append(dossier) }
        }
    }

    // MARK: What the store would answer

    private func facts(judging days: [CivilDay]) -> JudgingFacts {
        let others = self.judged.filter { !days.contains($0.key) }.values.sorted { $0.assessment.day < $1.assessment.day }
        var standing = AlertStanding()
        standing.lastGreen = others.last { $0.assessment.level == .green }?.assessment.day
        standing.lastComplete = others.last { !$0.isMissing && $0.assessment.level != .unknown }?.assessment.day
        for one in others.map(\.assessment) where one.level.severity > 0 && standing.lastGreen.map({ one.day > $0 }) ?? true {
            standing.raised.append(JudgedDay(day: one.day, level: one.level))
        }
        standing.missing = others.filter(\.isMissing).map(\.assessment.day).filter { day in standing.lastComplete.map { day > $0 } ?? true }
        for record in self.alerts {
            let kind = record.alert.kind
            if let known = standing.alerts[kind], known.record.alert.closedAt == nil { continue }
            standing.alerts[kind] = AlertStanding.Followed(record: record, events: self.events.count { $0.alert == record.alert.id })
        }
        var held = self.held(before: days)
        if let last = others.last(where: { $0.assessment.level != .unknown }) { held.judged[last.assessment.day] = last }
        return JudgingFacts(held: held, communes: self.communes, standing: standing)
    }

    private func held(before days: [CivilDay]) -> HeldDays {
        var held = HeldDays()
        let numbers = Dictionary(uniqueKeysWithValues: self.communes.enumerated().map { ($0.element, $0.offset) })
        let populations = AlertingWorld.communes.reduce(into: [String: Int]()) { $0[$1.0] = $1.1 }
        let (cells, reports) = (self.counts.cells, self.counts.reports)
        for day in JudgedDays.declared(for: days) {
            let deaths = cells.filter { $0.day == day }.reduce(into: [CommuneCode: Int]()) { $0[$1.commune, default: 0] += $1.deaths }
            let told = reports.filter { $0.day == day && $0.declarations > 0 }.map(\.commune)
            guard !deaths.isEmpty || reports.contains(where: { $0.day == day }) else { continue }
            held.reported[day] = ReportedDay(
                deaths: deaths.values.reduce(0, +), reports: told.count, population: told.reduce(0) { $0 + (populations[$1.text] ?? 0) })
            held.told[day] = DeclaredDays.Day(
                told: PlaceSet(told.compactMap { numbers[$0] }),
                deaths: deaths.filter { $0.value > 0 }.map { DeclaredDays.Deaths(place: numbers[$0.key] ?? -1, count: $0.value) }
                    .sorted { $0.place < $1.place })
            held.recurrences[day] = self.recurrences[day]
        }
        for day in days { held.judged[day] = self.judged[day] }
        return held
    }

    private func evidence(on day: CivilDay) -> AlertEvidence {
        func cells(_ days: ClosedRange<Int>) -> [CellCount] { self.counts.cells.filter { days.contains($0.day.distance(to: day)) } }
        let places = Dictionary(grouping: cells(0...34), by: \.place).sorted { $0.key.number < $1.key.number }
        return AlertEvidence(
            deaths: cells(0...6).reduce(into: [:]) { $0[$1.commune, default: 0] += $1.deaths },
            places: places.map { place, cells in
                let week = cells.filter { $0.day.distance(to: day) < 7 }.reduce(0) { $0 + $1.deaths }
                return AlertEvidence.PlaceDeaths(place: place, week: week, before: cells.reduce(0) { $0 + $1.deaths } - week)
            }, cluster: nil, scan: nil)
    }
}
