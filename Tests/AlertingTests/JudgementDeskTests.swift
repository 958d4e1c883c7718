import Contracts
import Mortality
import Persistence
import Runtime
import Testing

@testable import Alerting

/// Judging against a real PostgreSQL.
@Suite struct JudgementDeskTests {
    private let department = try? DepartmentCode("56")

    private func morbihan() throws -> DepartmentCode { try #require(self.department) }
    private func day(_ text: String = "2026-11-20") throws -> CivilDay { try CivilDay(iso: text) }

    @Test func anOrdinaryWeekIsJudgedGreenAndToldOnce() async throws {
        let world = try await AlertingWorld.fresh()
        let news = try await world.desk().take(try AlertingWorld.week(endingOn: try self.day(), daily: 10), of: try self.morbihan(), judging: .moved)
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
        // The days before have fewer than seven reported days.
        #expect(change.assessments.filter { $0.level == .unknown }.count == 6)
    }

    @Test func theSameAgainChangesNothingAndTellsNothing() async throws {
        let world = try await AlertingWorld.fresh()
        let week = try AlertingWorld.week(endingOn: try self.day(), daily: 30)
        _ = try await world.desk().take(week, of: try self.morbihan(), judging: .moved)
        let before = (try await world.assessment(try self.day()), try await world.alerts())
        for extent in [JudgementDesk.Extent.moved, .everything, .days([try self.day()])] {
            #expect(try await world.desk().take(week, of: try self.morbihan(), judging: extent).isEmpty)
        }
        #expect(try await world.assessment(try self.day()) == before.0)
        #expect(try await world.alerts() == before.1)
        #expect(try await world.count("outbox") == 1)
    }

    @Test func olderVersionsAreNotTaken() async throws {
        let world = try await AlertingWorld.fresh()
        let desk = world.desk()
        _ = try await desk.take(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 5), of: try self.morbihan(), judging: .moved)
        let news = try await desk.take(try AlertingWorld.week(endingOn: try self.day(), daily: 99, version: 4), of: try self.morbihan(), judging: .moved)
        #expect(news.isEmpty)
        #expect(try await world.assessment(try self.day())?.observed == 70)
        let newer = try await desk.take(try AlertingWorld.week(endingOn: try self.day(), daily: 11, version: 6), of: try self.morbihan(), judging: .moved)
        #expect(newer.count == 1)
        #expect(try await world.assessment(try self.day())?.version == 2)
        #expect(try await world.assessment(try self.day())?.observed == 77)
    }

    @Test func aChangeRejudgesTheDaysThatItEchoesOnAndNoneAfterToday() async throws {
        let world = try await AlertingWorld.fresh()
        let changed = try self.day().advanced(by: -20)
        let news = try await world.desk().take(
            DepartmentCounts(cells: [try Given.cell("56260", changed, deaths: 1)], reports: [try Given.report("56260", changed)]),
            of: try self.morbihan(), judging: .moved)
        #expect(try AlertingWorld.changes(news).first?.assessments.map(\.day) == CivilDay.days(from: changed, through: changed.advanced(by: JudgementDesk.echo)))
        let late = try await world.desk().take(
            DepartmentCounts(cells: [try Given.cell("56260", try self.day(), deaths: 1)], reports: []), of: try self.morbihan(), judging: .moved)
        #expect(try AlertingWorld.changes(late).first?.assessments.map(\.day) == [try self.day()])
    }

    @Test func aSilentCommuneShrinksTheExposure() async throws {
        let world = try await AlertingWorld.fresh()
        var counts = DepartmentCounts()
        for offset in 0...6 {
            let day = try self.day().advanced(by: -offset)
            // Vannes alone, half of the people; one zero is a report.
            counts.add(cells: [try Given.cell("56260", day, deaths: 5)], reports: [try Given.report("56260", day)])
        }
        counts.add(cells: [], reports: [try Given.report("56121", try self.day(), declarations: 0)])
        _ = try await world.desk().take(counts, of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.reportedShare == 0.5)
        #expect(assessment.level == .green)
        #expect(abs(try #require(assessment.expectation).expected - 35) < 3)
    }

    @Test func anAlertIsRaisedFollowedAndClosed() async throws {
        let world = try await AlertingWorld.fresh()
        let desk = world.desk()
        let raised = try await desk.take(try AlertingWorld.week(endingOn: try self.day(), daily: 30), of: try self.morbihan(), judging: .moved)
        let alert = try #require(try AlertingWorld.changes(raised).first?.alerts.first)
        #expect(alert.level == .red && alert.peakLevel == .red && alert.closedAt == nil)
        #expect(try [alert.firstDay, alert.lastDay] == [self.day(), self.day()])
        #expect(alert.explanation.hasPrefix("Décès des 7 derniers jours (du 14 au 20 novembre 2026)\u{A0}: 210, attendus\u{A0}: "))
        #expect(try await world.alerts() == [alert])

        // Corrected: it was a mistake.
        let closed = try await desk.take(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 2), of: try self.morbihan(), judging: .moved)
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
                    let desk = world.desk()
                    var random = SeededGenerator(seed: UInt64(instance))
                    for counts in days.shuffled(using: &random) { _ = try await desk.take(counts, of: department, judging: .moved) }
                }
            }
            try await group.waitForAll()
        }
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.observed == 28 * 7)
        #expect(assessment.level == .red)
        #expect(try await world.alerts().filter { $0.closedAt == nil }.count == 1)
        // Judged anew from the same copy, nothing differs.
        #expect(try await world.desk().take(DepartmentCounts(), of: department, judging: .everything).flatMap { try AlertingWorld.changes([$0]) }.flatMap(\.alerts).isEmpty)
    }

    @Test func withoutHistoryTheNationsRateStandsAndSaysSo() async throws {
        let world = try await AlertingWorld.fresh()
        try await world.pool.execute("DELETE FROM reference.historical_deaths")
        _ = try await world.desk().take(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .moved)
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
        _ = try await world.desk().take(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .moved)
        let assessment = try #require(try await world.assessment(try self.day()))
        #expect(assessment.level == .unknown)
        #expect(assessment.expectation == nil)
        #expect(assessment.method == "none")
        #expect(try await world.alerts().isEmpty)
    }

    @Test func aDepartmentThatIsNotInTheReferenceIsKeptAndUnknown() async throws {
        let world = try await AlertingWorld.fresh()
        let counts = DepartmentCounts(cells: [try Given.cell("29019", try self.day(), deaths: 1)], reports: [try Given.report("29019", try self.day())])
        let news = try await world.desk().take(counts, of: try DepartmentCode("29"), judging: .moved)
        #expect(try AlertingWorld.changes(news).first?.assessments.map(\.level) == [.unknown])
        #expect(try await world.count("count_cell") == 1)
    }

    @Test func nothingIsJudgedWhileTheCopyIsOnlyFilled() async throws {
        let world = try await AlertingWorld.fresh()
        let news = try await world.desk().take(try AlertingWorld.week(endingOn: try self.day(), daily: 90), of: try self.morbihan(), judging: .nothing)
        #expect(news.isEmpty)
        #expect(try await world.count("assessment") == 0)
        #expect(try await world.count("report") == 21)
    }
}
