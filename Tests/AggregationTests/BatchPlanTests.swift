import Ledger
import Mortality
import TestBench
import Testing

@testable import Aggregation

/// The plan as a trace: one batch after another, and what each moves.
@Suite struct BatchPlanTests {
    @Test func aFirstRevisionIsCounted() throws {
        let plan = BatchPlan([try Given.submission(deaths: 3, receivedAt: 77)], excerpt: LedgerExcerpt())
        #expect(plan.ledger.map(\.state) == [.counted])
        #expect(plan.created.keys.sorted() == [try Given.key()])
        #expect(plan.changed.isEmpty)
        #expect(plan.superseded.isEmpty)
        #expect(plan.cells == [try Given.cell(): 3])
        #expect(plan.reports == [try Given.report(): ReportDelta(declarations: 1, lastReceivedAt: 77)])
        #expect(plan.tally == BatchTally(counted: 1))
    }

    @Test func aZeroMovesNoCellYetIsAReport() throws {
        let plan = BatchPlan([try Given.submission(deaths: 0)], excerpt: LedgerExcerpt())
        #expect(plan.cells.isEmpty)
        #expect(plan.reports == [try Given.report(): ReportDelta(declarations: 1, lastReceivedAt: 1_000)])
    }

    @Test func aCopyChangesNothing() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission()])
        let again = ledger.apply([try Given.submission(), try Given.submission(receivedAt: 9_999)])
        #expect(again.isEmpty)
        #expect(again.cells.isEmpty && again.reports.isEmpty)
        #expect(again.tally == BatchTally(duplicates: 2))
    }

    @Test func aCopyWithinTheBatchChangesNothing() throws {
        let plan = BatchPlan([try Given.submission(), try Given.submission()], excerpt: LedgerExcerpt())
        #expect(plan.ledger.count == 1)
        #expect(plan.cells == [try Given.cell(): 1])
        #expect(plan.tally == BatchTally(counted: 1, duplicates: 1))
    }

    @Test func aCorrectionMovesTheDifference() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(deaths: 5)])
        let plan = ledger.apply([try Given.submission(revision: 2, deaths: 3, receivedAt: 2_000)])
        #expect(plan.cells == [try Given.cell(): -2])
        #expect(plan.reports == [try Given.report(): ReportDelta(declarations: 0, lastReceivedAt: 2_000)])
        #expect(plan.superseded == [RevisionKey(declaration: try Given.key(), revision: try Revision(1))])
        #expect(plan.created.isEmpty)
        #expect(plan.changed[try Given.key()]?.content.deaths == 3)
        #expect(ledger.rows.map(\.state) == [.superseded, .counted])
    }

    @Test func aCorrectionMayMoveDayPlaceAndCause() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(deaths: 2)])
        let plan = ledger.apply([
            try Given.submission(revision: 2, day: "2026-11-19", deaths: 2, place: .careHome, cause: .covidConfirmed, receivedAt: 2_000)
        ])
        #expect(plan.cells == [try Given.cell(): -2, try Given.cell(day: "2026-11-19", .careHome, .covidConfirmed): 2])
        #expect(
            plan.reports == [
                try Given.report(): ReportDelta(declarations: -1, lastReceivedAt: nil),
                try Given.report(day: "2026-11-19"): ReportDelta(declarations: 1, lastReceivedAt: 2_000),
            ])
    }

    @Test func aCorrectionOfTheReasonAloneMovesNoCell() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission()])
        let plan = ledger.apply([try Given.submission(revision: 2)])
        #expect(plan.cells.isEmpty)
        #expect(plan.tally == BatchTally(counted: 1))
    }

    @Test func anOlderRevisionIsKeptAsSuperseded() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(revision: 4, deaths: 4)])
        let plan = ledger.apply([try Given.submission(revision: 2, deaths: 9, receivedAt: 3_000)])
        #expect(plan.ledger.map(\.state) == [.superseded])
        #expect(plan.cells.isEmpty)
        #expect(plan.changed.isEmpty && plan.created.isEmpty)
        #expect(plan.reports == [try Given.report(): ReportDelta(declarations: 0, lastReceivedAt: 3_000)])
        #expect(plan.tally == BatchTally(superseded: 1))
        #expect(ledger.apply([try Given.submission(revision: 2, deaths: 9)]).tally == BatchTally(duplicates: 1))
        #expect(ledger.apply([try Given.submission(revision: 2, deaths: 8)]).tally == BatchTally(conflicts: 1))
    }

    @Test func aWithdrawalLeavesTheCountsAndTheReport() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(deaths: 2)])
        let plan = ledger.apply([try Given.submission(revision: 2, deaths: 2, isWithdrawn: true, receivedAt: 5_000)])
        #expect(plan.cells == [try Given.cell(): -2])
        #expect(plan.reports == [try Given.report(): ReportDelta(declarations: -1, lastReceivedAt: 5_000)])
        #expect(plan.ledger.map(\.state) == [.withdrawn])
        #expect(plan.tally == BatchTally(withdrawn: 1))
        #expect(ledger.livingCells.isEmpty)
    }

    @Test func aWithdrawalMayBeTakenBack() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(deaths: 2), try Given.submission(revision: 2, deaths: 2, isWithdrawn: true)])
        ledger.apply([try Given.submission(revision: 3, deaths: 1)])
        #expect(ledger.livingCells == [try Given.cell(): 1])
        #expect(ledger.rows.map(\.state) == [.superseded, .superseded, .counted])
    }

    @Test func revisionsOfOneBatchLeaveOnlyTheLast() throws {
        let plan = BatchPlan(
            [
                try Given.submission(revision: 5, deaths: 5), try Given.submission(revision: 1, deaths: 1),
                try Given.submission(revision: 6, deaths: 6),
            ], excerpt: LedgerExcerpt())
        #expect(plan.ledger.map(\.state) == [.superseded, .superseded, .counted])
        #expect(plan.superseded.isEmpty)
        #expect(plan.created[try Given.key()]?.revision == (try Revision(6)))
        #expect(plan.cells == [try Given.cell(): 6])
    }

    @Test func anotherContentOfTheSameRevisionIsAConflict() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(deaths: 1)])
        let plan = ledger.apply([try Given.submission(deaths: 40)])
        #expect(plan.ledger.isEmpty && plan.cells.isEmpty && plan.reports.isEmpty)
        #expect(plan.conflicts.map(\.content.deaths) == [40])
        #expect(plan.tally == BatchTally(conflicts: 1))
        #expect(!plan.isEmpty)
        #expect(ledger.livingCells == [try Given.cell(): 1])
    }

    @Test func aRefusedSubmissionNeverCounts() throws {
        var ledger = InMemoryLedger()
        let plan = ledger.apply([try Given.submission(deaths: 20_000, refusal: "absurd")])
        #expect(plan.ledger.map(\.state) == [.refused])
        #expect(plan.ledger.first?.refusal == "absurd")
        #expect(plan.cells.isEmpty && plan.reports.isEmpty && plan.created.isEmpty)
        #expect(ledger.apply([try Given.submission(deaths: 20_000, refusal: "absurd")]).tally == BatchTally(duplicates: 1))
    }

    @Test func whatWasCountedOnceIsACopyEvenIfItWouldNowBeRefused() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission()])
        #expect(ledger.apply([try Given.submission(refusal: "too old")]).tally == BatchTally(duplicates: 1))
    }

    @Test func whatWasRefusedOnceMayBeAdmittedLater() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(refusal: "unknown commune")])
        #expect(ledger.apply([try Given.submission()]).tally == BatchTally(counted: 1))
        #expect(ledger.livingCells == [try Given.cell(): 1])
        #expect(ledger.derivedCells == ledger.livingCells)
    }

    @Test func aRefusedRevisionDoesNotHideTheOneBelow() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(revision: 2, refusal: "absurd"), try Given.submission(deaths: 7)])
        #expect(ledger.livingCells == [try Given.cell(): 7])
    }

    @Test func arrondissementsCountInTheirCommuneAndKeepTheirCode() throws {
        let plan = BatchPlan(
            [
                try Given.submission("75101", id: 1, deaths: 1), try Given.submission("75120", id: 2, deaths: 2),
                try Given.submission("75056", id: 3, deaths: 4),
            ],
            excerpt: LedgerExcerpt())
        #expect(plan.cells == [try Given.cell("75056"): 7])
        #expect(plan.reports[try Given.report("75056")]?.declarations == 3)
        #expect(plan.ledger.map(\.submission.key.commune.text) == ["75101", "75120", "75056"])
    }

    @Test func theSameIdentifierInTwoCommunesIsTwoDeclarations() throws {
        let plan = BatchPlan([try Given.submission("56260", deaths: 1), try Given.submission("56121", deaths: 2)], excerpt: LedgerExcerpt())
        #expect(plan.created.count == 2)
        #expect(plan.cells == [try Given.cell("56260"): 1, try Given.cell("56121"): 2])
    }

    @Test func movesThatCancelOutAreNotWritten() throws {
        var ledger = InMemoryLedger()
        ledger.apply([try Given.submission(id: 1, deaths: 2)])
        let plan = ledger.apply([try Given.submission(id: 2, deaths: 2), try Given.submission(id: 1, revision: 2, deaths: 2, isWithdrawn: true)])
        #expect(plan.cells.isEmpty)
        #expect(plan.reports[try Given.report()]?.declarations == 0)
    }
}
