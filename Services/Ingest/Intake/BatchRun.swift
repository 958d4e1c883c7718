import French
import Messaging
import Mortality
import Runtime
import Web

/// A batch on its way through the intake and to the broker, a window of rows at a time.
///
/// Every row stands for itself: a bad one harms no other. A row that repeats another is taken with it; one that contradicts
/// another of the batch, or what Ingest took lately, is refused. Once the broker is seen to be away, the rows that are left
/// are told so without trying each, since each attempt may cost seconds.
struct BatchRun: Sendable {
    /// The number of rows that are published together and whose confirms are awaited together.
    static let window = 500

    /// The source of the rows: the body as it is read, or an edition that was read whole.
    private enum Source {
        case rows
        case edition([ReadRow], next: Int)
    }

    /// A revision that came earlier in the batch.
    private struct Seen {
        let fingerprint: UInt64
        var isHeld = false
    }

    let intake: Intake
    let publisher: any SubmissionPublisher
    let memory: RevisionMemory
    let visit: Visit
    let isDryRun: Bool
    private(set) var outage: Problem?
    private(set) var count = 0
    private var rows: BatchRows
    private var source: Source
    private var seen: [RevisionKey: Seen] = [:]

    init(
        intake: Intake, publisher: any SubmissionPublisher, memory: RevisionMemory, visit: Visit, isDryRun: Bool, rows: BatchRows, edition: TableEdition? = nil
    ) {
        self.intake = intake
        self.publisher = publisher
        self.memory = memory
        self.visit = visit
        self.isDryRun = isDryRun
        self.rows = rows
        self.source = .rows
        if let edition {
            let read = EditionRows(&self.rows, edition: edition, intake: intake, visit: visit)
            self.source = .edition(read.rows, next: 0)
        }
    }

    /// The language of the answers.
    var language: Language { self.rows.language }

    /// Treats the next rows and returns how each ended, in their order; it returns none when all rows are treated.
    mutating func next() async -> [RowResult] {
        var results: [RowResult] = []
        var submissions: [Submission] = []
        /// The index of the row's result, and that of the submission whose outcome it waits for.
        var waiting: [(result: Int, submission: Int)] = []
        var placed: [RevisionKey: Int] = [:]
        while results.count < Self.window, let row = self.nextRow() {
            switch self.outcome(of: row, &submissions, &placed) {
            case .decided(let result): results.append(result)
            case .waits(let submission):
                waiting.append((results.count, submission))
                let id = submissions[submission].declaration.id
                results.append(RowResult(row: row.number, id: id, outcome: .acceptable, warnings: submissions[submission].warnings))
            }
        }
        self.count += results.count
        guard !self.isDryRun, !submissions.isEmpty else { return results }
        let outcomes = await self.outcomes(of: submissions)
        for (result, submission) in waiting {
            let former = results[result]
            results[result] = RowResult(row: former.row, id: former.id, outcome: outcomes[submission], warnings: former.warnings)
        }
        return results
    }

    private mutating func nextRow() -> ReadRow? {
        switch self.source {
        case .rows: return self.rows.next().map { ReadRow(number: $0.number, content: self.intake.read($0, of: self.rows, from: self.visit)) }
        case .edition(let read, let next):
            guard next < read.count else { return nil }
            self.source = .edition(read, next: next + 1)
            return read[next]
        }
    }

    private enum Decision {
        case decided(RowResult)
        /// The row ends as this submission does.
        case waits(Int)
    }

    private mutating func outcome(of row: ReadRow, _ submissions: inout [Submission], _ placed: inout [RevisionKey: Int]) -> Decision {
        let declaration: Declaration
        let isOfEdition: Bool
        switch row.content {
        case .passedOver(let words): return .decided(RowResult(row: row.number, id: nil, outcome: .passedOver(words)))
        case .refused(let refusal): return .decided(RowResult(row: row.number, id: refusal.id, outcome: .refused(refusal.problem)))
        case .declaration(let told, let isMadeOfRows): (declaration, isOfEdition) = (told, isMadeOfRows)
        }
        let submission: Submission
        do throws(Problem) {
            submission = try self.intake.submission(of: declaration, from: self.visit)
        } catch {
            return .decided(RowResult(row: row.number, id: declaration.id, outcome: .refused(error)))
        }
        let former = self.seen[submission.key]
        if former.map({ $0.fingerprint != submission.fingerprint }) ?? self.memory.contradicts(submission.key, submission.fingerprint) {
            let problem = Contradiction.problem(declaration, isOfEdition: isOfEdition)
            return .decided(RowResult(row: row.number, id: declaration.id, outcome: .refused(problem)))
        }
        if former?.isHeld == true {
            return .decided(
                RowResult(row: row.number, id: declaration.id, outcome: .accepted(receipt: submission.receipt), warnings: submission.warnings))
        }
        if let place = placed[submission.key] { return .waits(place) }
        if former == nil { self.seen[submission.key] = Seen(fingerprint: submission.fingerprint) }
        placed[submission.key] = submissions.count
        submissions.append(submission)
        return .waits(submissions.count - 1)
    }

    private mutating func outcomes(of submissions: [Submission]) async -> [RowResult.Outcome] {
        if let outage { return submissions.map { _ in .refused(outage) } }
        let results = await self.publisher.publish(contentsOf: submissions.map(\.message))
        var outcomes: [RowResult.Outcome] = []
        for (index, submission) in submissions.enumerated() {
            switch index < results.count ? results[index] : .failure(MessagingError(.timedOut, "no outcome")) {
            case .success:
                self.seen[submission.key]?.isHeld = true
                self.memory.remember(submission.key, submission.fingerprint)
                outcomes.append(.accepted(receipt: submission.receipt))
            case .failure(let error):
                let problem = BrokerFailure.problem(error)
                if BrokerFailure.isOutage(error) { self.outage = problem }
                outcomes.append(.refused(problem))
            }
        }
        return outcomes
    }
}
