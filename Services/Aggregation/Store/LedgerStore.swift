import Ledger
import Mortality
import Persistence
import Runtime

/// Writes batches to the ledger: one transaction for each, which writes the rows, the counts and the news of both.
struct LedgerStore: Sendable {
    /// The result of a batch that is committed.
    struct Applied: Sendable {
        let tally: BatchTally
        /// The messages that tell others of it; they are in the outbox until they are published.
        let news: [OutboxEntry]

        static func + (left: Self, right: Self) -> Self { Applied(tally: left.tally + right.tally, news: left.news + right.news) }
    }

    let pool: DatabasePool
    let outbox: Outbox

    init(pool: DatabasePool) throws(DatabaseError) {
        self.pool = pool
        self.outbox = try Outbox(schema: "aggregation")
    }

    /// Applies a batch. When it returns, the batch is durable. When it throws, the batch may or may not have been committed; applying it again
    /// is harmless either way.
    func apply(_ submissions: [Submission]) async throws -> Applied {
        do {
            return try await self.apply(submissions, totals: [:])
        } catch let crowd as CrowdedDays {
            // Seldom, and only where somebody declares beyond all measure: each of these by itself, the others together.
            let isCrowded = { (submission: Submission) in crowd.days.contains(Self.day(of: submission)) }
            let others = submissions.filter { !isCrowded($0) }
            var applied = Applied(tally: BatchTally(), news: [])
            if !others.isEmpty, others.count < submissions.count { applied = applied + (try await self.apply(others)) }
            for submission in submissions where isCrowded(submission) { applied = applied + (try await self.applyAlone(submission)) }
            return applied
        }
    }

    private func apply(_ submissions: [Submission], totals: [ReportKey: Int]) async throws -> Applied {
        try await self.pool.transaction { transaction in
            try await transaction.script(Statements.planAfresh)
            let plan = try await self.plan(submissions, totals: totals, in: transaction)
            guard !plan.isEmpty else { return Applied(tally: plan.tally, news: []) }
            try await self.record(plan, in: transaction)
            let counts = try await self.moveCounts(plan, in: transaction)
            try await self.checkTotals(plan, in: transaction)
            let messages = try CountsNews.messages(of: counts, correlations: plan.correlations, at: Instant.now)
            let news = try await self.outbox.append(messages, in: transaction)
            return Applied(tally: plan.tally, news: news)
        }
    }

    // MARK: The bound of a commune's day

    /// Applies one submission after reading how many deaths its day has, and tries again when other transactions moved the day meanwhile.
    private func applyAlone(_ submission: Submission) async throws -> Applied {
        let day = Self.day(of: submission)
        for _ in 1...8 {
            let total = try await self.pool.query(Statements.total, [.text(day.municipality.text), .date(day.day.daysSinceEpoch)]).one().int(0)
            do {
                return try await self.apply([submission], totals: [day: total])
            } catch is CrowdedDays {
                continue
            }
        }
        throw DatabaseError(.serialization, "a commune's day is declared by too many at once")
    }

    /// Throws ``CrowdedDays`` when a commune's day went beyond what it may have. The transaction that moves a day holds its report's row, so
    /// that no other one moves the day meanwhile.
    private func checkTotals(_ plan: BatchPlan, in transaction: Transaction) async throws {
        let risen = plan.risen.sorted()
        guard !risen.isEmpty else { return }
        let rows = try await transaction.query(
            Statements.crowded,
            [.textArray(risen.map(\.municipality.text)), .dateArray(risen.map(\.day.daysSinceEpoch)), .int(CommuneDayTotal.most)])
        guard !rows.isEmpty else { return }
        throw CrowdedDays(
            days: Set(try rows.map { ReportKey(municipality: try CommuneCode(try $0.text("commune")), day: try StoredRow.day($0)) }))
    }

    private static func day(of submission: Submission) -> ReportKey {
        ReportKey(municipality: submission.key.commune.municipality, day: submission.content.day)
    }

    // MARK: What the ledger says

    /// Plans the batch under the locks of all its declarations.
    ///
    /// It first makes the declarations of the batch as if none existed. What was made stands; the others exist, are locked,
    /// and the plan is made again knowing them. This order leaves nobody waiting in a circle, and no race to lose.
    private func plan(
        _ submissions: [Submission], totals: [ReportKey: Int], in transaction: Transaction
    ) async throws -> BatchPlan {
        let asIfNew = BatchPlan(submissions, excerpt: LedgerExcerpt(totals: totals))
        let wanted = asIfNew.created.sorted { $0.key < $1.key }
        var made: Set<DeclarationKey> = []
        if !wanted.isEmpty {
            for row in try await transaction.query(Statements.createDeclarations, Columns.states(wanted)) {
                made.insert(try StoredRow.key(row))
            }
        }
        let excerpt = try await self.excerpt(for: submissions, without: made, totals: totals, in: transaction)
        return excerpt.isEmpty ? asIfNew : BatchPlan(submissions, excerpt: excerpt)
    }

    private func excerpt(
        for submissions: [Submission], without made: Set<DeclarationKey>, totals: [ReportKey: Int], in transaction: Transaction
    ) async throws -> LedgerExcerpt {
        var excerpt = LedgerExcerpt(totals: totals)
        let keys = Set(submissions.map(\.key)).subtracting(made).sorted()
        if !keys.isEmpty {
            let held = try await transaction.query(Statements.lockDeclarations, Columns.keys(keys))
            for row in held { excerpt.states[try StoredRow.key(row)] = try StoredRow.state(row) }
        }

        // Of anything newer than what holds, the ledger knows nothing.
        let sought = submissions.filter { submission in
            submission.refusal != nil || totals[Self.day(of: submission)] != nil
                || excerpt.states[submission.key].map { submission.revision < $0.revision } ?? false
        }
        guard !sought.isEmpty else { return excerpt }
        let revisions = Array(Set(sought.map(\.revisionKey)))
        for row in try await transaction.query(Statements.findRevisions, Columns.revisions(revisions)) {
            let revision = RevisionKey(declaration: try StoredRow.key(row), revision: try StoredRow.revision(row))
            let fingerprint = try row.bytes("fingerprint")
            if try row.bool("refused") {
                excerpt.refused.insert(RefusalKey(revision: revision, fingerprint: fingerprint))
            } else {
                excerpt.recorded[revision] = fingerprint
            }
        }
        return excerpt
    }

    // MARK: The ledger

    private func record(_ plan: BatchPlan, in transaction: Transaction) async throws {
        if !plan.ledger.isEmpty {
            let recorded = try await transaction.execute(Statements.record, Columns.ledger(plan.ledger))
            guard recorded == plan.ledger.count else {
                throw DatabaseError(.serialization, "another aggregator refused a copy meanwhile")
            }
        }
        if !plan.superseded.isEmpty {
            let marked = try await transaction.execute(Statements.supersede, Columns.revisions(plan.superseded))
            try self.expect(plan.superseded.count, marked, "ledger rows")
        }
        if !plan.changed.isEmpty {
            let changed = plan.changed.sorted { $0.key < $1.key }
            let replaced = try await transaction.execute(Statements.replace, Columns.states(changed))
            try self.expect(changed.count, replaced, "declarations")
        }
        if !plan.conflicts.isEmpty {
            try await transaction.execute(Statements.keepAside, Columns.conflicts(plan.conflicts))
        }
    }

    // MARK: The counts

    private func moveCounts(_ plan: BatchPlan, in transaction: Transaction) async throws -> MovedCounts {
        guard !plan.reports.isEmpty else { return MovedCounts() }
        let cells = plan.cells.sorted { $0.key < $1.key }
        let reports = plan.reports.sorted { $0.key < $1.key }
        let rows = try await transaction.query(Statements.moveCounts, Columns.deltas(cells, reports))
        let there = try rows.filter { try $0.int("version") > 0 }
        try self.expect(cells.count + reports.count, there.count, "counts")
        return try MovedCounts(rows)
    }

    private func expect(_ expected: Int, _ found: Int, _ rows: String) throws(LedgerInconsistency) {
        guard expected == found else { throw LedgerInconsistency(expected: expected, found: found, rows: rows) }
    }
}

/// The counts are not what the ledger says they are: a row that must be there is not.
///
/// Only a hand in the tables does that; `vigiectl counts rebuild` mends it, and the dead letters can then be replayed.
struct LedgerInconsistency: Error, Hashable, CustomStringConvertible {
    let expected: Int
    let found: Int
    /// The rows that were looked for and are missing, in words.
    let rows: String

    var description: String { "\(self.expected) \(self.rows) expected, \(self.found) found; rebuild the counts" }
}
