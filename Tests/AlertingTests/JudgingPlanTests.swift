import Contracts
import Dossiers
import FoundationEssentials
import Judging
import Mortality
import Surveillance
import TestBench
import Testing

@testable import Alerting

/// The tests of plans, as traces: facts go in and a plan comes out, without a database.
@Suite struct JudgingPlanTests {
    private func day(_ text: String = "2026-11-20") throws -> CivilDay { try CivilDay(iso: text) }

    @Test func anOrdinaryWeekIsGreenAndToldOnce() throws {
        var department = try MemoryDepartment()
        let week = try AlertingWorld.week(endingOn: try self.day(), daily: 10)
        let plan = try department.apply(week, at: 7)
        #expect(plan.judged.map(\.assessment.day) == CivilDay.days(from: try self.day("2026-11-14"), through: try self.day()))
        #expect(plan.judged.allSatisfy { $0.assessment.level == .green && $0.assessment.version == 1 && !$0.isMissing })
        #expect(plan.judged.last?.assessment.observed == 70)
        #expect(plan.alerts.isEmpty && plan.now == 7)
        #expect(plan.scans == plan.judged.map(\.assessment.day), "clusters are looked for on every day that moved")
        let news = try #require(plan.news)
        #expect(news.assessments == plan.judged.map(\.assessment) && news.committedAt == 7)
        // The same counts come again.
        let again = try department.apply(week)
        #expect(again.judged.isEmpty && again.alerts.isEmpty && again.news == nil)
    }

    @Test func nothingIsJudgedOfADayToComeAndNothingOfAnOldOneMovesTheNew() throws {
        var department = try MemoryDepartment()
        try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10))
        let old = try self.day().advanced(by: -60)
        let plan = try department.apply(DepartmentCounts(cells: [], reports: [try Given.report("56260", old)]))
        #expect(plan.judged.map(\.assessment.day) == CivilDay.days(from: old, through: old.advanced(by: JudgingExtent.echo)))
        let tomorrow = try self.day().advanced(by: 1)
        let early = try department.apply(DepartmentCounts(cells: [], reports: [try Given.report("56260", tomorrow)]))
        #expect(early.judged.isEmpty && early.scans.isEmpty && early.news == nil)
    }

    @Test func anAlertIsRaisedFollowedAndEnded() throws {
        var department = try MemoryDepartment()
        let raised = try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30), at: 11)
        let first = try #require(raised.alerts.first)
        #expect(raised.alerts.count == 1 && first.record.alert.level == .red && first.record.alert.raisedAt == 11)
        #expect(first.record.alert.dossiers == 1 && first.record.alert.version == 1)
        #expect(first.events.map(\.kind) == [.raised] && first.events.map(\.number) == [1] && first.events.map(\.at) == [11])
        #expect(first.events.first?.alert == first.record.alert.id && first.events.first?.id.bytes != first.record.alert.id.bytes)
        #expect(raised.news?.alerts == [first.record.alert] && raised.news?.events == first.events)

        // More of the same is published, but no event happens and nothing is frozen.
        let followed = try #require(try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 31, version: 2)).alerts.first)
        #expect(followed.record.alert.id == first.record.alert.id && followed.record.alert.version == 2)
        #expect(followed.events.isEmpty && followed.dossier == nil && followed.record.alert.dossiers == 1)

        // The dossier is frozen anew with each day that the alert lasts.
        department.today = try self.day().advanced(by: 1)
        let next = try AlertingWorld.week(endingOn: department.today, daily: 30, version: 3)
        let lasting = try #require(try department.apply(next).alerts.first)
        #expect(lasting.events.isEmpty && lasting.dossier?.number == 2 && lasting.record.alert.lastDay == department.today)

        let ended = try #require(
            try department.apply(try AlertingWorld.week(endingOn: department.today, daily: 10, version: 4), judging: .everything, at: 20).alerts.first)
        #expect(ended.record.alert.status == .closed && ended.record.alert.closedAt == 20 && ended.record.alert.level == .green)
        #expect(ended.events.map(\.kind) == [.ended] && ended.events.map(\.number) == [2])
        #expect(try department.apply(DepartmentCounts(), judging: .everything).news == nil)
    }

    @Test func everyDossierIsComputedAgainToTheSameFigures() throws {
        var department = try MemoryDepartment()
        let model = try DelayNowcast(
            shares: [0.5, 0.8, 0.95] + [Double](repeating: 1, count: 12), dispersions: [Double](repeating: 50, count: 15))
        let delay = DelayCorrection(model: model, today: department.today)
        try department.apply(try AlertingWorld.weeks(0...6, before: try self.day(), daily: 10), delay: delay)
        #expect(department.alerts.isEmpty)
        try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30, version: 2), delay: delay)
        // Other days that are judged with it change nothing of what was frozen.
        try department.apply(DepartmentCounts(), judging: .everything, delay: delay)
        let dossier = try #require(department.dossiers.first)
        #expect(department.dossiers.count == 1 && dossier.days.count == JudgedDays.declaredReach)
        #expect(dossier.outcome.nowcast > Double(dossier.outcome.observed))
        let figures = try DossierCheck.figures(dossier)
        #expect(figures.count >= 13 && figures.filter { !$0.isSame } == [])
        #expect(dossier.drivers.first?.commune == "56260" && dossier.places.map(\.observed) == [210])
        #expect(dossier.places.map(\.usual) == [70])
    }

    @Test func whatIsAskedOfADayThatIsNotJudgedIsReadBesides() throws {
        var department = try MemoryDepartment()
        #expect(try department.round([try self.day()]).questions.isEmpty, "of a department that nothing is known of nothing is asked")
        try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30))
        let old = try self.day().advanced(by: -50)
        let round = try department.round([old])
        #expect(round.questions.map(\.kind) == [.excess])
        #expect(try round.questions.map(\.day) == [self.day()])
        #expect(try round.daysToRead == [self.day()])
        #expect(try department.round([try self.day()]).daysToRead == [])
        // A day long past that turns red changes neither today's alert nor its dossier.
        let plan = try department.apply(
            DepartmentCounts(cells: [try Given.cell("56260", old, deaths: 90)], reports: try AlertingWorld.communes.map { try Given.report($0.0, old) }))
        #expect(!plan.judged.isEmpty && plan.alerts.allSatisfy { $0.dossier == nil && $0.events.isEmpty })
        #expect(department.alerts.count == 1)
    }

    @Test func whoFallsSilentRaisesAnAlertOfItsOwnKind() throws {
        var department = try MemoryDepartment()
        department.today = try self.day().advanced(by: -7)
        try department.apply(try AlertingWorld.weeks(1...6, before: try self.day(), daily: 10))
        department.today = try self.day()
        let last = try AlertingWorld.week(endingOn: try self.day(), daily: 10)
        let plan = try department.apply(DepartmentCounts(cells: last.cells, reports: last.reports.filter { $0.commune.text == "56260" }))
        let missing = try #require(plan.alerts.first { $0.record.alert.kind == .missingData })
        #expect(missing.record.alert.level == .yellow && missing.events.map(\.kind) == [.raised])
        #expect(plan.judged.contains { $0.isMissing })
        #expect(try DossierCheck.figures(try #require(missing.dossier)).allSatisfy(\.isSame))
        let over = try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 2))
        #expect(over.alerts.first { $0.record.alert.kind == .missingData }?.record.alert.closingReason == "Les déclarations sont revenues.")
    }

    @Test func aClusterMakesItsDaysYellowAndIsTold() throws {
        var department = try MemoryDepartment()
        try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10))
        let cluster = DeathCluster(
            department: department.territory.department, day: try self.day(), firstDay: try self.day("2026-11-18"),
            communes: [try CommuneCode("56260")], observed: 12, expected: 3, score: 6, pValue: 0.001, recurrenceDays: 1_000, areas: 3,
            leftOut: 0, studyDays: 60, version: 1)
        department.recurrences[cluster.day] = cluster.recurrenceDays
        let plan = try department.apply(DepartmentCounts(), judging: .days([cluster.day]), clusters: [cluster])
        #expect(plan.judged.map(\.assessment.clusterRecurrence) == [1_000] && plan.judged.first?.assessment.version == 2)
        #expect((plan.judged.first?.assessment.level.severity ?? 0) >= Level.yellow.severity)
        #expect(plan.news?.clusters == [cluster])
        #expect(plan.alerts.flatMap(\.events).map(\.kind) == [.raised])
        #expect(plan.scans.isEmpty, "no count moved")
    }

    @Test func whatAPersonDoesIsAPlanToo() throws {
        var department = try MemoryDepartment()
        try department.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30))
        let record = try #require(department.alerts.first)
        var message = Vigie_V1_AlertActionRequest()
        (message.id, message.alert) = (.init([UInt8](repeating: 200, count: 16)), .init(record.alert.id.bytes))
        (message.action, message.by, message.comment, message.keyID) = (.closed, "Mme Le Goff", "canicule finie", "0011aabb")
        let plan = try JudgingPlan(try RequestedAction(message), on: AlertStanding.Followed(record: record, events: 4), now: 30)
        let moved = try #require(plan.alerts.first)
        #expect(moved.events.map(\.number) == [5] && moved.events.map(\.by) == ["Mme Le Goff"] && moved.keyID == "0011aabb")
        #expect(moved.events.first?.id.bytes == [UInt8](repeating: 200, count: 16) && moved.dossier == nil)
        #expect(plan.judged.isEmpty && plan.news?.events == moved.events && plan.news?.alerts.first?.status == .closed)
        #expect(throws: AlertRefusal.self) {
            try JudgingPlan(try RequestedAction(message), on: AlertStanding.Followed(record: moved.record, events: 5), now: 31)
        }
        // Judging again leaves it closed, since the person who closed it knew of the level.
        department.keep(plan)
        #expect(try department.apply(DepartmentCounts(), judging: .everything).alerts.isEmpty)
    }
}

/// The tests of which days are judged and searched.
@Suite struct JudgingExtentTests {
    private func days(_ numbers: some Sequence<Int>) throws -> [CivilDay] { try numbers.map { try CivilDay(iso: "2026-03-01").advanced(by: $0) } }

    @Test func aChangeEchoesAndNothingIsJudgedBeforeItsDay() throws {
        let moved = try self.days([0])
        let today = try self.days([40])[0]
        #expect(JudgingExtent.nothing.days(moved: moved, today: today) == [])
        #expect(try JudgingExtent.moved.days(moved: moved, today: today) == self.days(0...JudgingExtent.echo))
        #expect(try JudgingExtent.moved.days(moved: moved, today: self.days([2])[0]) == self.days(0...2))
        #expect(try JudgingExtent.days(self.days([30, 50])).days(moved: moved, today: today) == self.days(Array(0...JudgingExtent.echo) + [30]))
        #expect(JudgingExtent.everything.days(moved: [CivilDay](), today: today) == [today])
        #expect(try JudgingExtent.everything.days(moved: moved, today: today) == self.days(Array(0...JudgingExtent.echo) + [40]))
        #expect(try JudgingExtent.span(self.days([1])[0]...today).days(moved: [CivilDay](), today: today) == [today])
        #expect(try JudgingExtent.span(self.days([1])[0]...self.days([39])[0]).days(moved: moved, today: today) == self.days(0...JudgingExtent.echo))
    }

    @Test func yearsAreJudgedInSpansOfWhichTheLastComesFirst() throws {
        let days = try self.days(0...129)
        let spans = JudgingExtent.spans(from: days[0], through: days[129])
        #expect(spans == [days[70]...days[129], days[10]...days[69], days[0]...days[9]])
        #expect(JudgingExtent.spans(from: days[5], through: days[5]) == [days[5]...days[5]])
        #expect(JudgingExtent.spans(from: days[5], through: days[4]) == [])
    }

    @Test func aChangeMovesTheScansWhoseCylindersHoldItsDay() throws {
        let today = try self.days([60])[0]
        #expect(try JudgingExtent.scans(moved: self.days([3]), today: today) == self.days(3...30))
        #expect(try JudgingExtent.scans(moved: self.days([3, 5]), today: today) == self.days(3...32))
        #expect(try JudgingExtent.scans(moved: self.days([59, 61]), today: today) == self.days([59, 60]))
        #expect(JudgingExtent.scans(moved: [CivilDay](), today: today) == [])
    }
}

/// The tests of what the judgements of other days say about episodes, once some days have been judged.
@Suite struct AlertStandingTests {
    private func day(_ number: Int) throws -> CivilDay { try CivilDay(iso: "2026-03-01").advanced(by: number - 1) }

    private func judged(_ number: Int, _ level: Level, isMissing: Bool = false) throws -> JudgedAssessment {
        JudgedAssessment(
            assessment: DepartmentAssessment(
                department: try DepartmentCode("56"), day: try self.day(number), level: level, observed: 1, expectation: nil, reportedDays: 7,
                reportedShare: 1, method: "", version: 1), isMissing: isMissing)
    }

    @Test func raisedDaysAreThoseSinceTheLastGreenOneWhereverItIsHeld() throws {
        var standing = AlertStanding()
        #expect(standing.raised(after: []) == [])
        (standing.lastGreen, standing.raised) = (try self.day(3), [JudgedDay(day: try self.day(4), level: .red)])
        #expect(try standing.raised(after: [self.judged(5, .yellow), self.judged(6, .unknown)]).map(\.day) == [self.day(4), self.day(5)])
        #expect(try standing.raised(after: [self.judged(2, .orange)]).map(\.day) == [self.day(4)], "before the green day held")
        #expect(try standing.raised(after: [self.judged(5, .green)]) == [], "after the raised day held")
        #expect(try standing.raised(after: [self.judged(2, .green), self.judged(5, .red)]).map(\.level) == [.red, .red])
    }

    @Test func missingDaysAreThoseSinceTheLastThatNothingWasMissingOf() throws {
        var standing = AlertStanding()
        (standing.lastComplete, standing.missing) = (try self.day(3), [try self.day(4)])
        #expect(try standing.missing(after: [self.judged(5, .unknown, isMissing: true)]) == [self.day(4), self.day(5)])
        #expect(try standing.missing(after: [self.judged(5, .unknown)]) == [self.day(4)], "a day that could not be judged ends nothing")
        #expect(try standing.missing(after: [self.judged(5, .green)]) == [])
        #expect(try standing.missing(after: [self.judged(4, .red, isMissing: true)]).count == 2)
    }
}
