import Messaging
import Mortality
import Runtime

/// A batch on its way through the intake and to the broker, a window of rows at a time.
///
/// Every row stands for itself: a bad one harms no other. Once the broker is seen to be away, the rows that are left are
/// told so without trying each, since each attempt may cost seconds.
struct BatchRun: Sendable {
    /// Rows whose confirms are awaited together.
    static let window = 500

    let intake: Intake
    let publisher: any SubmissionPublisher
    let visitor: Visitor
    let correlation: Correlation
    let isDryRun: Bool
    let bytes: [UInt8]
    let rows: [BatchRow]
    private var done = 0
    private(set) var outage: Problem?

    init(
        intake: Intake, publisher: any SubmissionPublisher, visitor: Visitor, correlation: Correlation, isDryRun: Bool, bytes: [UInt8],
        rows: [BatchRow]
    ) {
        self.intake = intake
        self.publisher = publisher
        self.visitor = visitor
        self.correlation = correlation
        self.isDryRun = isDryRun
        self.bytes = bytes
        self.rows = rows
    }

    /// Treats the next rows and says how each ended, in their order; nothing when all are treated.
    mutating func next() async -> [RowResult] {
        let window = self.rows[self.done..<min(self.done + Self.window, self.rows.count)]
        self.done = window.endIndex
        var results: [RowResult] = []
        var submissions: [(index: Int, submission: Submission)] = []
        for row in window {
            do throws(Refusal) {
                let submission = try self.submission(of: row)
                submissions.append((results.count, submission))
                results.append(RowResult(row: row.number, id: submission.declaration.id, outcome: .acceptable))
            } catch {
                results.append(RowResult(row: row.number, id: error.id, outcome: .refused(error.problem)))
            }
        }
        if self.isDryRun || submissions.isEmpty { return results }
        for ((index, submission), outcome) in zip(submissions, await self.outcomes(of: submissions.map(\.submission))) {
            results[index] = RowResult(row: results[index].row, id: submission.declaration.id, outcome: outcome)
        }
        return results
    }

    private func submission(of row: BatchRow) throws(Refusal) -> Submission {
        switch row.content {
        case .json(let range):
            try self.intake.submission(in: self.bytes, range: range, from: self.visitor, correlation: self.correlation)
        case .record(let object, let header):
            try self.intake.submission(of: object, from: self.visitor, correlation: self.correlation, problem: header.problem)
        case .unreadable(let fault): throw Refusal(id: nil, problem: .malformed(fault.text))
        }
    }

    private mutating func outcomes(of submissions: [Submission]) async -> [RowResult.Outcome] {
        if let outage { return submissions.map { _ in .refused(outage) } }
        let results = await self.publisher.publish(contentsOf: submissions.map(\.message))
        var outcomes: [RowResult.Outcome] = []
        for (index, submission) in submissions.enumerated() {
            switch index < results.count ? results[index] : .failure(MessagingError(.timedOut, "no outcome")) {
            case .success: outcomes.append(.accepted(receipt: submission.receipt))
            case .failure(let error):
                let problem = BrokerFailure.problem(error)
                if BrokerFailure.isOutage(error) { self.outage = problem }
                outcomes.append(.refused(problem))
            }
        }
        return outcomes
    }
}
