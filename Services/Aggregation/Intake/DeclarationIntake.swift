import Contracts
import Ledger
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

/// Takes a batch from the queue to the ledger.
///
/// When ``handle(_:)`` returns, every message of the batch is in the ledger or among the dead letters, durably, and may be
/// acknowledged. When it throws, nothing is wrong with the messages: they stay in the queue until what is away is back.
struct DeclarationIntake: Sendable {
    let reader: SubmissionReader
    let register: CommuneRegister
    let ledger: LedgerStore
    let deadLetters: DeadLetters
    let news: OutboxNotifier
    let metrics: IntakeMetrics
    let logger: Logger

    func handle(_ deliveries: [Delivery]) async throws {
        var received: [Received] = []
        var dead: [DeadLetter] = []
        for delivery in deliveries {
            if let reason = AuthorCheck.refusal(of: delivery) {
                dead.append(DeadLetter(delivery: delivery, reason: reason))
                continue
            }
            switch self.reader.read(delivery.body) {
            case .submission(let submission): received.append(Received(delivery: delivery, submission: submission))
            case .dead(let reason): dead.append(DeadLetter(delivery: delivery, reason: reason))
            }
        }
        received = try await self.refusingUnknownCommunes(received)
        received = try await self.underFirstCodes(received)
        dead += try await self.record(received[...])
        try await self.bury(dead)
        self.metrics.batch(of: deliveries.count)
    }

    /// A message of the batch, and what was read in it.
    private struct Received {
        let delivery: Delivery
        var submission: Submission
    }

    /// Returns the submissions under the keys that their declarations were first recorded with. A declaration keeps its identity for ever, a
    /// commune does not: what a former commune declared is corrected, withdrawn or sent again under the former code, though Ingest writes its
    /// successor's by now.
    private func underFirstCodes(_ received: [Received]) async throws -> [Received] {
        let first = try await self.ledger.firstKeys(of: received.map(\.submission.key))
        guard !first.isEmpty else { return received }
        return received.map { one in
            guard let key = first[one.submission.key] else { return one }
            var moved = one
            moved.submission = one.submission.under(key)
            return moved
        }
    }

    private func refusingUnknownCommunes(_ received: [Received]) async throws -> [Received] {
        let unknown = try await self.register.unknown(among: Set(received.map(\.submission.key.commune)))
        guard !unknown.isEmpty else { return received }
        return received.map { one in
            guard unknown.contains(one.submission.key.commune) else { return one }
            var refused = one
            refused.submission.refusal = "commune: not in the reference list"
            return refused
        }
    }

    /// Records the messages, and answers those that the database cannot hold.
    ///
    /// A single one of these undoes the transaction, so the batch is halved until it stands alone.
    private func record(_ received: ArraySlice<Received>) async throws -> [DeadLetter] {
        guard let first = received.first else { return [] }
        do {
            let start = ContinuousClock.now
            let applied = try await self.ledger.apply(received.map(\.submission))
            self.news.tell(applied.news)
            self.account(for: applied, received, took: .now - start)
            return []
        } catch  where Self.isAboutData(error) {
            guard received.count > 1 else {
                return [DeadLetter(delivery: first.delivery, reason: "the ledger cannot hold it: \(error)")]
            }
            self.logger.notice(
                "A batch is halved to find the message that the ledger cannot hold",
                metadata: ["messages": "\(received.count)", "error": "\(error)"])
            let middle = received.startIndex + received.count / 2
            return try await self.record(received[..<middle]) + self.record(received[middle...])
        }
    }

    private func bury(_ dead: [DeadLetter]) async throws {
        guard !dead.isEmpty else { return }
        for letter in dead {
            self.logger.warning(
                "A message is given up", metadata: ["reason": "\(letter.reason)", "correlation": "\(letter.correlation?.text ?? "-")"])
        }
        try await self.deadLetters.bury(dead.map(\.message))
        self.metrics.dead(dead.count)
    }

    private func account(for applied: LedgerStore.Applied, _ received: ArraySlice<Received>, took duration: Duration) {
        let now = Instant.now
        self.metrics.transaction(applied.tally, took: duration)
        for one in received { self.metrics.lag(now.elapsed(since: one.submission.receivedAt)) }

        if applied.tally.conflicts + applied.tally.refused > 0 {
            self.logger.debug(
                "Some declarations do not count",
                metadata: [
                    "conflicts": "\(applied.tally.conflicts)", "refused": "\(applied.tally.refused)", "messages": "\(received.count)",
                ])
        }
        guard self.logger.logLevel <= .debug else { return }
        for one in received {
            self.logger.debug(
                "Recorded",
                metadata: [
                    "correlation": "\(one.submission.correlationID)", "commune": "\(one.submission.key.commune)",
                    "id": "\(one.submission.key.id)", "revision": "\(one.submission.revision)",
                    "refusal": "\(one.submission.refusal ?? "-")",
                ])
        }
    }

    /// Whether the error is the message's own fault (SQLSTATE classes 22 and 23, or rows of the counts that are missing), so that another
    /// attempt is no use. Any other error is an outage, and no reason to give a message up.
    private static func isAboutData(_ error: any Error) -> Bool {
        if error is LedgerInconsistency { return true }
        guard let error = error as? DatabaseError else { return false }
        switch error.code {
        case .invalidValue, .uniqueViolation, .foreignKeyViolation, .notNullViolation, .checkViolation: return true
        default: return error.sqlState.map { $0.hasPrefix("22") || $0.hasPrefix("23") } ?? false
        }
    }
}

/// A message that is given up: what goes to the dead letters in its place.
struct DeadLetter: Sendable {
    let delivery: Delivery
    /// Why the message is given up, in words for the operator who will look at it.
    let reason: String

    /// The correlation that the message carried, which its logs are found by; `nil` when it carried none.
    var correlation: Correlation? {
        self.delivery.properties.headers[Names.Header.traceparent].flatMap(Correlation.init(traceparent:))
    }

    /// The message to publish to the dead letters: an unchanged copy, with the reason and the queue it comes from.
    var message: OutgoingMessage { self.delivery.deadLetter(from: Names.Queue.declarations, reason: self.reason) }
}
