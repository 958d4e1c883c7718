package import Mortality

/// What a batch of submissions does to the ledger and to all that derives from it.
///
/// The rule, which `vigiectl counts rebuild` follows as well:
///
/// - A declaration is (commune, identifier). Of its admitted revisions the highest one **holds**, whatever came first.
/// - A **cell** (municipality, day, place, cause) is the sum of the deaths of the revisions that hold, are not
///   withdrawn, and name it. An arrondissement counts in its municipality; the ledger keeps the code declared.
/// - A **report** (municipality, day) has as many `declarations` as revisions hold, are not withdrawn, and name the day,
///   zeros among them; its `last_received_at` is the latest reception among *all* admitted revisions that name the day,
///   be they superseded or withdrawn.
/// - What would take a municipality's day beyond ``CommuneDayTotal`` is refused, as far as the excerpt knows that day.
/// - The same revision with the same content is a copy and changes nothing; with another content it is kept aside as a
///   conflict. What is not admitted is a `refused` row. Neither ever counts.
///
/// So counts depend on which revisions were admitted, never on how often or in which order they came. The plan is pure:
/// it takes what the ledger says under the declarations' locks, and answers differences; the store writes them.
package struct BatchPlan: Sendable {
    /// The rows to add to the ledger, in the order of arrival.
    package private(set) var ledger: [LedgerRow] = []
    /// The revisions that held before the batch and no longer do.
    package private(set) var superseded: [RevisionKey] = []
    /// The declarations that the batch creates, as they stand after it.
    package private(set) var created: [DeclarationKey: DeclarationState] = [:]
    /// The declarations that existed before and that the batch changes, as they stand after it.
    package private(set) var changed: [DeclarationKey: DeclarationState] = [:]
    /// The submissions that contradict the ledger and are to be kept aside.
    package private(set) var conflicts: [Submission] = []
    /// By how many deaths each cell moves; never zero.
    package private(set) var cells: [CellKey: Int32] = [:]
    /// How each report moves.
    package private(set) var reports: [ReportKey: ReportDelta] = [:]
    /// How many messages of the batch had each outcome.
    package private(set) var tally = BatchTally()

    private let excerpt: LedgerExcerpt
    private var recorded: [RevisionKey: [UInt8]]
    private var refused: Set<RefusalKey>
    private var totals: [ReportKey: Int]
    /// The index in ``ledger`` of each revision's row.
    private var places: [RevisionKey: Int] = [:]

    /// Plans the submissions in the order of their arrival.
    ///
    /// - Parameter excerpt: holds the state of every declaration of the batch that exists, and the fingerprints of those
    ///   older revisions that the batch brings again.
    package init(_ submissions: [Submission], excerpt: LedgerExcerpt) {
        self.excerpt = excerpt
        self.recorded = excerpt.recorded
        self.refused = excerpt.refused
        self.totals = excerpt.totals
        for (key, state) in excerpt.states {
            self.recorded[RevisionKey(declaration: key, revision: state.revision)] = state.fingerprint
        }
        for submission in submissions { self.take(submission) }
        self.cells = self.cells.filter { $0.value != 0 }
    }

    /// Whether nothing has to be written.
    package var isEmpty: Bool { self.ledger.isEmpty && self.conflicts.isEmpty }

    /// The correlation ids of the rows that the batch adds and that are not refused, by department.
    package var correlations: [DepartmentCode: [String]] {
        var correlations: [DepartmentCode: [String]] = [:]
        for row in self.ledger where row.state != .refused && !row.submission.correlationID.isEmpty {
            correlations[row.submission.key.commune.department, default: []].append(row.submission.correlationID)
        }
        return correlations
    }

    private mutating func take(_ submission: Submission) {
        let known = self.recorded[submission.revisionKey]
        if known == submission.fingerprint {
            self.tally.duplicates += 1
        } else if let refusal = submission.refusal {
            self.refuse(submission, refusal)
        } else if known != nil {
            self.conflicts.append(submission)
            self.tally.conflicts += 1
        } else if let state = self.state(of: submission.key), state.revision > submission.revision {
            self.append(submission, .superseded)
            self.tally.superseded += 1
        } else if let refusal = self.refusalOfTotal(submission) {
            self.refuse(submission, refusal)
        } else {
            self.hold(submission)
        }
    }

    /// The commune-days of which some count rises.
    package var risen: Set<ReportKey> {
        Set(self.cells.lazy.filter { $0.value > 0 }.map { ReportKey(municipality: $0.key.municipality, day: $0.key.day) })
    }

    /// Returns why the submission would take its day beyond ``CommuneDayTotal``; `nil` when it would not, or when the excerpt does not know
    /// the day.
    private func refusalOfTotal(_ submission: Submission) -> String? {
        let content = submission.content
        let day = ReportKey(municipality: submission.key.commune.municipality, day: content.day)
        guard let total = self.totals[day], !content.isWithdrawn else { return nil }
        var before = 0
        if let held = self.state(of: submission.key)?.content, held.day == content.day, !held.isWithdrawn { before = Int(held.deaths) }
        let after = total - before + Int(content.deaths)
        guard after > total, after > CommuneDayTotal.most else { return nil }
        return "deaths: the commune would have \(after) deaths on the day, and no more than \(CommuneDayTotal.most) are counted"
    }

    private func state(of key: DeclarationKey) -> DeclarationState? {
        self.created[key] ?? self.changed[key] ?? self.excerpt.states[key]
    }

    private mutating func refuse(_ submission: Submission, _ refusal: String) {
        guard self.refused.insert(submission.refusalKey).inserted else { return self.tally.duplicates += 1 }
        self.ledger.append(LedgerRow(submission: submission, state: .refused, refusal: refusal))
        self.tally.refused += 1
    }

    private mutating func append(_ submission: Submission, _ state: LedgerState) {
        self.recorded[submission.revisionKey] = submission.fingerprint
        self.places[submission.revisionKey] = self.ledger.count
        self.ledger.append(LedgerRow(submission: submission, state: state))
        let report = ReportKey(municipality: submission.key.commune.municipality, day: submission.content.day)
        self.reports[report, default: ReportDelta()].heard(at: submission.receivedAt)
    }

    /// Makes the submission its declaration's current revision.
    private mutating func hold(_ submission: Submission) {
        let key = submission.key
        if let previous = self.state(of: key) {
            self.move(previous.content, of: key, by: -1)
            self.supersede(RevisionKey(declaration: key, revision: previous.revision))
        }
        self.move(submission.content, of: key, by: +1)
        let isWithdrawn = submission.content.isWithdrawn
        self.append(submission, isWithdrawn ? .withdrawn : .counted)
        if isWithdrawn { self.tally.withdrawn += 1 } else { self.tally.counted += 1 }

        let state = DeclarationState(
            revision: submission.revision, content: submission.content, fingerprint: submission.fingerprint,
            receivedAt: submission.receivedAt)
        if self.excerpt.states[key] == nil { self.created[key] = state } else { self.changed[key] = state }
    }

    private mutating func supersede(_ revision: RevisionKey) {
        if let place = self.places[revision] {
            self.ledger[place].state = .superseded
        } else {
            self.superseded.append(revision)
        }
    }

    private mutating func move(_ content: Content, of key: DeclarationKey, by sign: Int32) {
        guard !content.isWithdrawn else { return }
        let municipality = key.commune.municipality
        let report = ReportKey(municipality: municipality, day: content.day)
        self.reports[report, default: ReportDelta()].declarations += sign
        if let cell = content.cell(of: municipality) { self.cells[cell, default: 0] += sign * content.deaths }
        self.totals[report]? += Int(sign * content.deaths)
    }
}

/// What became of the messages of a batch.
package struct BatchTally: Hashable, Sendable {
    /// Messages that are now their declaration's current revision and stand in the counts.
    package var counted = 0
    /// Messages that are now their declaration's current revision and take it back.
    package var withdrawn = 0
    /// Messages that came after a higher revision of their declaration.
    package var superseded = 0
    /// Messages that are copies of what the ledger already holds.
    package var duplicates = 0
    /// Messages whose content contradicts the one that the ledger holds for the same revision.
    package var conflicts = 0
    package var refused = 0

    package init(counted: Int = 0, withdrawn: Int = 0, superseded: Int = 0, duplicates: Int = 0, conflicts: Int = 0, refused: Int = 0) {
        self.counted = counted
        self.withdrawn = withdrawn
        self.superseded = superseded
        self.duplicates = duplicates
        self.conflicts = conflicts
        self.refused = refused
    }

    /// All messages of the batch.
    package var total: Int { self.counted + self.withdrawn + self.superseded + self.duplicates + self.conflicts + self.refused }

    package static func + (left: Self, right: Self) -> Self {
        BatchTally(
            counted: left.counted + right.counted, withdrawn: left.withdrawn + right.withdrawn,
            superseded: left.superseded + right.superseded, duplicates: left.duplicates + right.duplicates,
            conflicts: left.conflicts + right.conflicts, refused: left.refused + right.refused)
    }
}

/// Thrown when a batch would take commune-days beyond ``CommuneDayTotal``; nothing of it was written.
package struct CrowdedDays: Error, Hashable {
    package let days: Set<ReportKey>

    package init(days: Set<ReportKey>) { self.days = days }
}
