import Mortality
import Persistence

extension AuditStore {
    /// How many links one sealing removes at most; the function in the database removes no more either.
    static let sealedAtOnce = 5_000

    /// Reads how many months the audit is kept.
    public func retention() async throws -> Int {
        try await self.pool.query("SELECT months FROM portal.retention WHERE subject = 'audit'").one().int("months")
    }

    /// Sets how many months the audit is kept, from 1 to 120. The owner's role alone may.
    public func setRetention(months: Int, by author: Author) async throws {
        guard (1...120).contains(months) else { throw AccountError(.invalid, "the audit is kept from 1 to 120 months") }
        try await self.pool.transaction { transaction in
            let before = try await transaction.query("SELECT months FROM portal.retention WHERE subject = 'audit' FOR UPDATE").one().int("months")
            guard before != months else { return }
            try await transaction.execute("UPDATE portal.retention SET months = $1, changed_at = now() WHERE subject = 'audit'", [.int4(Int32(months))])
            try await Self.write(AuditNote(.retentionChanged, by: author, on: "audit", detail: "months \(before) -> \(months)"), in: transaction)
        }
    }

    /// Removes the oldest entries that are older than the retention, at most 5,000, and leaves a seal in their place. It answers how
    /// many; to be called daily, and again until it answers 0, which it also does while somebody else writes the chain.
    ///
    /// - Throws: `AccountError` of code `broken` when the oldest part of the chain is not what it was: what would show it is not removed.
    @discardableResult
    public func seal(by author: Author) async throws -> Int {
        try await self.pool.transaction { transaction in
            guard try await transaction.query("SELECT pg_try_advisory_xact_lock($1)", [.int8(Self.chainLock)]).one().bool(0) else { return 0 }
            let last = try await transaction.query("SELECT last_number, hash, through_at FROM portal.audit_seal ORDER BY last_number DESC LIMIT 1").first
            var check = AuditCheck(
                after: try last.map { row in
                    let number = Int64(try row.int("last_number")), through = Instant(microseconds: try row.timestamp("through_at"))
                    // All before it in one: the seals are looked at one by one when the whole chain is.
                    return [AuditSeal(first: 1, last: number, entries: number, from: through, through: through, hash: try row.bytes("hash"))]
                } ?? [])
            try await Self.follow(&check, transaction, limit: Self.sealedAtOnce)
            if let fault = check.faults.first { throw AccountError(.broken, "the audit is not sealed: \(fault)") }
            let removed = try await transaction.query("SELECT portal.seal_audit()").one().int(0)
            if removed > 0 { try await Self.write(AuditNote(.auditSealed, by: author, on: "audit", detail: "entries \(removed)"), in: transaction) }
            return removed
        }
    }
}
