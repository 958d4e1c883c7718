import Contracts
import Formats
import Mortality
import Persistence
import Runtime
import Testing

@testable import Alerting

/// The tests of judging, against a real PostgreSQL.
@Suite struct DepartmentJudgeTests {
    private let department = try? DepartmentCode("56")

    private func morbihan() throws -> DepartmentCode { try #require(self.department) }
    private func day(_ text: String = "2026-11-20") throws -> CivilDay { try CivilDay(iso: text) }

    @Test func anOrdinaryWeekIsJudgedGreenAndToldOnce() async throws {
        let world = try await AlertingWorld.fresh()
        let news = try await world.judge().apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10), of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.level == .green)
        #expect(assessment.observed == 70)
        #expect(assessment.reportedDays == 7)
        #expect(assessment.reportedShare == 1)
        #expect(assessment.version == 1)
        #expect(abs(try #require(assessment.expectation).expected - 70) < 5)
        let change = try #require(try AlertingWorld.changes(news).first)
        #expect(news.first?.message.routingKey == "alert.changed.56")
        #expect(change.assessments.count == 7)
        #expect(change.assessments.contains(assessment))
        #expect(change.alerts.isEmpty)
        #expect(try await world.count("outbox") == 1)
        // The days before are sums of fewer than seven days.
        #expect(change.assessments.sorted { $0.day < $1.day }.map(\.length) == Array(1...7))
        #expect(change.assessments.allSatisfy { $0.level == .green })
    }

    @Test func theSameAgainChangesNothingAndTellsNothing() async throws {
        let world = try await AlertingWorld.fresh()
        let week = try AlertingWorld.week(endingOn: try self.day(), daily: 30)
        _ = try await world.judge().apply(week, of: try self.morbihan(), judging: .moved)
        let before = (try await world.assessment(try self.day()), try await world.alerts())
        for extent in [JudgingExtent.moved, .everything, .days([try self.day()])] {
            #expect(try await world.judge().apply(week, of: try self.morbihan(), judging: extent).isEmpty)
        }
        #expect(try await world.assessment(try self.day()) == before.0)
        #expect(try await world.alerts() == before.1)
        #expect(try await world.count("outbox") == 1)
    }

    @Test func olderVersionsAreNotTaken() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        _ = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 5), of: try self.morbihan(), judging: .moved)
        let news = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 99, version: 4), of: try self.morbihan(), judging: .moved)
        #expect(news.isEmpty)
        #expect(try await world.assessment(try self.day())?.observed == 70)
        let newer = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 11, version: 6), of: try self.morbihan(), judging: .moved)
        #expect(newer.count == 1)
        #expect(try await world.assessment(try self.day())?.version == 2)
        #expect(try await world.assessment(try self.day())?.observed == 77)
    }

    @Test func aChangeRejudgesTheDaysThatItEchoesOnAndNoneAfterToday() async throws {
        let world = try await AlertingWorld.fresh()
        let changed = try self.day().advanced(by: -20)
        let news = try await world.judge().apply(
            DepartmentCounts(cells: [try Given.cell("56260", changed, deaths: 1)], reports: [try Given.report("56260", changed)]),
            of: try self.morbihan(), judging: .moved)
        #expect(
            try AlertingWorld.changes(news).first?.assessments.map(\.day) == CivilDay.days(from: changed, through: changed.advanced(by: JudgingExtent.echo)))
        let late = try await world.judge().apply(
            DepartmentCounts(cells: [try Given.cell("56260", try self.day(), deaths: 1)], reports: []), of: try self.morbihan(), judging: .moved)
        #expect(try AlertingWorld.changes(late).first?.assessments.map(\.day) == [try self.day()])
    }

    /// Communes with a death declare first, and what the silent communes expect stays expected.
    @Test func aSilentCommuneKeepsItsExpectation() async throws {
        let world = try await AlertingWorld.fresh()
        var counts = DepartmentCounts()
        for offset in 0...6 {
            let day = try self.day().advanced(by: -offset)
            // Only Vannes reports, in which half of the people live; a zero is a report.
            counts.add(cells: [try Given.cell("56260", day, deaths: 10)], reports: [try Given.report("56260", day)])
        }
        counts.add(cells: [], reports: [try Given.report("56121", try self.day(), declarations: 0)])
        _ = try await world.judge().apply(counts, of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.reportedShare == 0.5)
        #expect(assessment.ground == .lowerBound && assessment.rules == 3 && assessment.length == 7)
        #expect(assessment.level == .green)
        #expect(abs(try #require(assessment.expectation).expected - 70) < 5)
    }

    /// Two of three communes reported of most of the four weeks before, and expect eight tenths of the department's deaths.
    @Test func thePanelIsJudged() async throws {
        let world = try await AlertingWorld.fresh()
        var counts = DepartmentCounts()
        for back in 0..<50 {
            let day = try self.day().advanced(by: -back)
            counts.add(
                cells: [try Given.cell("56260", day, deaths: 8), try Given.cell("56178", day, deaths: back < 3 ? 5 : 0)],
                reports: try (back < 3 ? ["56260", "56178"] : ["56260", "56121"]).map { try Given.report($0, day) })
        }
        let judge = world.judge()
        _ = try await judge.apply(counts, of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.ground == .panel(communes: 2, share: 0.8))
        // The deaths of a commune outside the panel do not count, and what the silent member expects stays expected.
        #expect(assessment.observed == 56)
        #expect(abs(try #require(assessment.expectation).expected - 56) < 3)
        #expect(abs(try #require(assessment.wholeExpected) - 70) < 4)
        #expect(assessment.level == .green)
        let watch = try await world.answers(judge).watch(try self.morbihan())
        #expect(watch.panelCommunes == 2 && watch.panelShare == 0.8 && watch.hasPanel_p)
    }

    /// The department is judged from its first day on.
    @Test func aDepartmentThatBeginsIsJudgedAtOnce() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let before = try self.day().advanced(by: -1)
        for (day, deaths) in [(before, 10), (try self.day(), 10)] {
            _ = try await judge.apply(
                DepartmentCounts(
                    cells: [try Given.cell("56260", day, deaths: deaths)], reports: try AlertingWorld.communes.map { try Given.report($0.0, day) }),
                of: try self.morbihan(), judging: .moved)
        }
        let (first, second) = (try #require(try await world.assessment(before)), try #require(try await world.assessment(try self.day())))
        #expect(first.length == 1 && second.length == 2)
        #expect(first.observed == 10 && second.observed == 20)
        #expect(first.level == .green && second.level == .green)
        #expect(abs(try #require(second.expectation).expected - 20) < 1.5)
    }

    /// A change is judged in milliseconds, however large the department is and however long it has declared.
    @Test func judgingALargeDepartmentAgainTakesMilliseconds() async throws {
        let world = try await AlertingWorld.fresh()
        let codes = (1...900).map { "56" + String(1_000 + $0).suffix(3) }.filter { !AlertingWorld.communes.map(\.0).contains($0) }
        for code in codes {
            try await world.pool.execute(
                "INSERT INTO reference.commune (code, department, name, population, zone) VALUES ($1, '56', $1, 100, 'Europe/Paris')", [.text(code)])
        }
        var counts = DepartmentCounts()
        for back in 0..<80 {
            let day = try self.day().advanced(by: -back)
            counts.add(
                cells: try codes.prefix(10).map { try Given.cell($0, day, deaths: 1) }, reports: try codes.map { try Given.report($0, day) })
        }
        let judge = world.judge()
        _ = try await judge.apply(counts, of: try self.morbihan(), judging: .moved)
        try await world.pool.execute("ANALYZE")
        var took: [Duration] = []
        for version in 2..<12 {
            let began = ContinuousClock.now
            _ = try await judge.apply(
                DepartmentCounts(cells: [try Given.cell(codes[0], try self.day(), deaths: version, version: UInt64(version))], reports: []),
                of: try self.morbihan(), judging: .moved)
            took.append(ContinuousClock.now - began)
        }
        let median = took.sorted()[took.count / 2]
        print("a change in a department of \(codes.count) communes is judged within \(median)")
        #expect(
            try await world.assessment(try self.day())?.ground == .panel(communes: codes.count, share: try #require(try await self.share(of: codes, in: world)))
        )
        #if DEBUG
        #expect(median < .milliseconds(500))
        #else
        #expect(median < .milliseconds(50))
        #endif
    }

    private func share(of codes: [String], in world: AlertingWorld) async throws -> Double? {
        guard case .panel(_, let share) = try await world.assessment(try self.day())?.ground else { return nil }
        #expect(abs(share - Double(100 * codes.count) / Double(100 * codes.count + 1_000)) < 1e-9)
        return share
    }

    @Test func anAlertIsRaisedFollowedAndClosed() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let raised = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30), of: try self.morbihan(), judging: .moved)
        let alert = try #require(try AlertingWorld.changes(raised).first?.alerts.first)
        #expect(alert.level == .red && alert.peakLevel == .red && alert.closedAt == nil)
        // Only the first of its days had too many deaths.
        #expect(try [alert.firstDay, alert.lastDay] == [self.day().advanced(by: -6), self.day()])
        #expect(alert.explanation.hasPrefix("Décès des 7 derniers jours (du 14 au 20 novembre 2026)\u{A0}: 210, attendus\u{A0}: "))
        #expect(try await world.alerts() == [alert])

        // A correction says that it was a mistake.
        let closed = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 2), of: try self.morbihan(), judging: .moved)
        let end = try #require(try AlertingWorld.changes(closed).first?.alerts.first)
        #expect(end.id == alert.id && end.closedAt != nil && end.level == .green && end.version == 2)
        #expect(try await world.alerts() == [end])
    }

    @Test func severalInstancesRaiseOneAlertAndAgree() async throws {
        let world = try await AlertingWorld.fresh()
        let department = try self.morbihan()
        let days = try (0..<24).map { try AlertingWorld.week(endingOn: try self.day(), daily: 5 + $0, version: UInt64($0 + 1)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for instance in 0..<4 {
                group.addTask {
                    let judge = world.judge()
                    var random = SeededGenerator(seed: UInt64(instance))
                    for counts in days.shuffled(using: &random) { _ = try await judge.apply(counts, of: department, judging: .moved) }
                }
            }
            try await group.waitForAll()
        }
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.observed == 28 * 7)
        #expect(assessment.level == .red)
        #expect(try await world.alerts().filter { $0.closedAt == nil }.count == 1)
        // Judging anew from the same copy gives the same.
        #expect(
            try await world.judge().apply(DepartmentCounts(), of: department, judging: .everything).flatMap { try AlertingWorld.changes([$0]) }.flatMap(
                \.alerts
            )
            .isEmpty)
    }

    @Test func withoutHistoryTheNationsRateStandsAndSaysSo() async throws {
        let world = try await AlertingWorld.fresh()
        try await world.pool.execute("DELETE FROM reference.historical_deaths")
        _ = try await world.judge().apply(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.method == "national-rate")
        #expect(assessment.level == .red)
        let alert = try #require(try await world.alerts().first)
        #expect(alert.explanation.contains("faute d’historique du département"))
        #expect(alert.explanation.contains("la fréquence des fausses alertes n’est pas connue"))
    }

    @Test func withNeitherHistoryNorInhabitantsTheLevelIsUnknown() async throws {
        let world = try await AlertingWorld.fresh()
        try await world.pool.execute("DELETE FROM reference.historical_deaths")
        try await world.pool.execute("UPDATE reference.commune SET population = 0")
        _ = try await world.judge().apply(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.level == .unknown)
        #expect(assessment.expectation == nil)
        #expect(assessment.method == "none")
        #expect(try await world.alerts().isEmpty)
    }

    @Test func aDepartmentThatIsNotInTheReferenceIsKeptAndUnknown() async throws {
        let world = try await AlertingWorld.fresh()
        let counts = DepartmentCounts(cells: [try Given.cell("29019", try self.day(), deaths: 1)], reports: [try Given.report("29019", try self.day())])
        let news = try await world.judge().apply(counts, of: try DepartmentCode("29"), judging: .moved)
        #expect(try AlertingWorld.changes(news).first?.assessments.map(\.level) == [.unknown])
        #expect(try await world.count("count_cell") == 1)
    }

    @Test func nothingIsJudgedWhileTheCopyIsOnlyFilled() async throws {
        let world = try await AlertingWorld.fresh()
        let news = try await world.judge().apply(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .nothing)
        #expect(news.isEmpty)
        #expect(try await world.count("assessment") == 0)
        #expect(try await world.count("report") == 21)
    }
}
