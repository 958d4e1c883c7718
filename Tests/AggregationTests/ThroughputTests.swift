import Formats
import Ledger
import Mortality
import Persistence
import Testing

@testable import Aggregation

/// How fast one writer is; loose bounds, for any machine.
@Suite(.serialized) struct ThroughputTests {
    /// 500 new declarations of 250 communes over 13 days.
    private static func batch(using random: inout SeededGenerator) throws -> [Submission] {
        try (0..<500).map { _ in
            let model = try Given.submission(
                "56\(100 + Int.random(in: 0..<250, using: &random))", day: "2026-11-\(Int.random(in: 10...22, using: &random))")
            let id = try DeclarationID(bytes: (0..<16).map { _ in UInt8.random(in: 1...255, using: &random) })
            return Submission(
                key: DeclarationKey(commune: model.key.commune, id: id), revision: model.revision, content: model.content,
                fingerprint: id.bytes + id.bytes, keyID: model.keyID, correlationID: model.correlationID,
                receivedAt: model.receivedAt, refusal: nil)
        }
    }

    @Test func aLedgerThatGrewSinceItsStatementsWerePlannedStaysFast() async throws {
        let ledgers = try await Ledgers.fresh(connections: 1)
        var random = SeededGenerator(seed: 1)
        // Statistics of nearly empty tables, and enough runs to settle on a plan for them.
        _ = try await ledgers.store.apply(Array(try Self.batch(using: &random).prefix(20)))
        try await ledgers.pool.execute("ANALYZE")
        for one in try Self.batch(using: &random).prefix(12) { _ = try await ledgers.store.apply([one]) }

        var times: [Duration] = []
        for _ in 0..<24 {
            let batch = try Self.batch(using: &random)
            times.append(try await ContinuousClock().measure { _ = try await ledgers.store.apply(batch) })
        }
        let first = times.prefix(5).sorted()[2]
        let last = times.suffix(5).sorted()[2]
        #expect(last < first * 6, "from \(first) to \(last) a batch of 500")
    }
}
