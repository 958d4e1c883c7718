import Ledger
import Mortality

@testable import Aggregation

/// What the database is to the store: keeps what plans tell it, and derives the counts afresh from the ledger.
struct InMemoryLedger {
    struct Report: Hashable {
        var declarations: Int32 = 0
        var lastReceivedAt = Instant(microseconds: .min)
    }

    private(set) var states: [DeclarationKey: DeclarationState] = [:]
    private(set) var rows: [LedgerRow] = []
    private(set) var conflicts: Set<RefusalKey> = []
    private(set) var cells: [CellKey: Int32] = [:]
    private(set) var reports: [ReportKey: Report] = [:]
    private(set) var tally = BatchTally()

    func excerpt(for submissions: [Submission]) -> LedgerExcerpt {
        var excerpt = LedgerExcerpt()
        let wanted = Set(submissions.map(\.revisionKey))
        for submission in submissions { excerpt.states[submission.key] = self.states[submission.key] }
        for row in self.rows where wanted.contains(row.submission.revisionKey) {
            if row.state == .refused {
                excerpt.refused.insert(row.submission.refusalKey)
            } else {
                excerpt.recorded[row.submission.revisionKey] = row.submission.fingerprint
            }
        }
        return excerpt
    }

    @discardableResult
    mutating func apply(_ submissions: [Submission]) -> BatchPlan {
        let plan = BatchPlan(submissions, excerpt: self.excerpt(for: submissions))
        for revision in plan.superseded {
            for place in self.rows.indices
            where self.rows[place].submission.revisionKey == revision && self.rows[place].state != .refused {
                self.rows[place].state = .superseded
            }
        }
        self.rows += plan.ledger
        self.states.merge(plan.created) { $1 }
        self.states.merge(plan.changed) { $1 }
        self.conflicts.formUnion(plan.conflicts.map(\.refusalKey))
        for (cell, delta) in plan.cells { self.cells[cell, default: 0] += delta }
        for (key, delta) in plan.reports {
            var report = self.reports[key] ?? Report()
            report.declarations += delta.declarations
            report.lastReceivedAt = max(report.lastReceivedAt, delta.lastReceivedAt ?? report.lastReceivedAt)
            self.reports[key] = report
        }
        self.tally = self.tally + plan.tally
        return plan
    }

    /// The cells as the ledger alone tells them: of each declaration the highest admitted revision.
    var derivedCells: [CellKey: Int32] {
        var cells: [CellKey: Int32] = [:]
        for row in self.holding {
            if let cell = row.content.cell(of: row.key.commune.municipality) { cells[cell, default: 0] += row.content.deaths }
        }
        return cells
    }

    /// The reports as the ledger alone tells them.
    var derivedReports: [ReportKey: Report] {
        var reports: [ReportKey: Report] = [:]
        for row in self.rows where row.state != .refused {
            let key = ReportKey(municipality: row.submission.key.commune.municipality, day: row.submission.content.day)
            reports[key, default: Report()].lastReceivedAt = max(
                reports[key]?.lastReceivedAt ?? row.submission.receivedAt, row.submission.receivedAt)
        }
        for row in self.holding where !row.content.isWithdrawn {
            reports[ReportKey(municipality: row.key.commune.municipality, day: row.content.day), default: Report()].declarations += 1
        }
        return reports
    }

    /// The same from the rows' states: a row is `counted` exactly when it holds and is not withdrawn.
    var countedCells: [CellKey: Int32] {
        var cells: [CellKey: Int32] = [:]
        for row in self.rows where row.state == .counted {
            let submission = row.submission
            if let cell = submission.content.cell(of: submission.key.commune.municipality) {
                cells[cell, default: 0] += submission.content.deaths
            }
        }
        return cells
    }

    /// The cells that are not zero.
    var livingCells: [CellKey: Int32] { self.cells.filter { $0.value != 0 } }

    private var holding: [Submission] {
        var highest: [DeclarationKey: Submission] = [:]
        for row in self.rows where row.state != .refused {
            if let best = highest[row.submission.key], best.revision > row.submission.revision { continue }
            highest[row.submission.key] = row.submission
        }
        return Array(highest.values)
    }
}
