import Foundation
import Mortality

/// Sends declarations to `POST /v1/declarations/batch` until each is taken or refused for good.
///
/// What is refused for now (429, 503), and what no answer came to, is sent again: the ledger counts it once.
struct BatchSender: Sendable {
    /// The most declarations in a batch: as many as Ingest takes at once.
    static let mostRows = 10_000
    /// How long the sender goes on without any row being taken or refused for good before it gives up.
    static let patience = Duration.seconds(300)

    /// Posts the lines of a batch and returns the answer.
    let post: @Sendable (Data) async throws -> FrontDoor.Answer
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// Sends declarations and adds what became of them to the summary.
    ///
    /// - Throws: `ConsoleError` when the whole is refused for good, as for a wrong key, or nothing was taken for five minutes.
    func send(_ declarations: [Declaration], into summary: inout ReplaySummary) async throws {
        var start = 0
        while start < declarations.count {
            let end = Swift.min(start + Self.mostRows, declarations.count)
            try await self.sendBatch(Array(declarations[start..<end]), into: &summary)
            start = end
        }
    }

    private func sendBatch(_ batch: [Declaration], into summary: inout ReplaySummary) async throws {
        var rows = batch
        var pause = Duration.seconds(1)
        var waited = Duration.zero
        while true {
            let outcome = try await self.attempt(rows)
            var wait = pause
            let reason: String
            switch outcome {
            case .answered(let answer):
                summary.add(answer)
                if answer.left.isEmpty { return }
                if answer.left.count < rows.count { (pause, wait, waited) = (.seconds(1), .seconds(1), .zero) }
                rows = answer.left.map { rows[$0] }
                reason = "\(rows.count) rows are refused for now"
            case .later(let retryAfter, let why):
                wait = retryAfter ?? pause
                reason = why
            }
            waited += wait
            guard waited <= Self.patience else {
                throw ConsoleError(
                    "nothing was taken for \(Self.patience.components.seconds) s: \(reason). The same command again goes on; nothing is counted twice")
            }
            summary.addWait(rows: rows.count)
            try await self.sleep(wait)
            pause = Swift.min(pause * 2, .seconds(10))
        }
    }

    private enum Outcome {
        case answered(BatchAnswer)
        /// The answer tells nothing of any row; the batch may be sent again after that long.
        case later(Duration?, String)
    }

    private func attempt(_ rows: [Declaration]) async throws -> Outcome {
        let answer: FrontDoor.Answer
        do {
            answer = try await self.post(try DeclarationLine.body(rows))
        } catch let error as ConsoleError {
            return .later(nil, error.description)
        }
        switch answer.status {
        case 200: return .answered(BatchAnswer(answer.body, rows: rows.count))
        case 429, 500, 502, 503, 504: return .later(answer.retryAfter.map { .seconds($0) }, "the answer is \(answer.status)")
        default: throw ConsoleError("the batch is refused with \(answer.status): \(String(decoding: answer.body.prefix(400), as: UTF8.self))")
        }
    }
}
