import Mortality
import Persistence

extension AuditStore {
    /// The advisory lock that lets one writer of the chain in at a time; the function `portal.seal_audit` takes it too.
    static let chainLock: Int64 = 8_532_464_671_400_228_196

    /// Links the entries that are not chained yet, in order, and answers how many; `nil` when somebody else does so at the moment.
    ///
    /// To be called every second. It looks back five minutes from the entry that was linked last: a transaction that ends later
    /// than that after its note was written leaves an entry that is never chained, and that the check names.
    public func link(atMost limit: Int = 2_000) async throws -> Int? {
        try await self.pool.transaction { transaction in
            guard try await transaction.query("SELECT pg_try_advisory_xact_lock($1)", [.int8(Self.chainLock)]).one().bool(0) else { return nil }
            // A statement of its own: it sees what whoever held the lock before has linked.
            let head = try await Self.head(transaction)
            let horizon = try await Self.horizon(transaction)
            let entries = try await transaction.query(
                """
                SELECT e.id, e.at, e.actor, e.action, e.subject, e.detail, e.address, e.correlation
                FROM portal.audit AS e
                WHERE e.at > $1 AND NOT EXISTS (SELECT FROM portal.audit_link AS l WHERE l.entry = e.id)
                ORDER BY e.at, e.id LIMIT $2
                """, [.timestamp(horizon.microseconds), .int(min(max(limit, 1), 10_000))]
            ).map { try Self.entry($0) }
            guard !entries.isEmpty else { return 0 }
            let links = AuditChain.links(of: entries, after: head)
            try await transaction.execute(
                "INSERT INTO portal.audit_link (number, entry, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])",
                [.int8Array(links.map(\.number)), .int8Array(links.map(\.entry)), .bytesArray(links.map(\.hash))])
            return links.count
        }
    }

    /// Reads the instant after which entries may still be without a link. It is a statement of its own because PostgreSQL uses the index only
    /// where it knows the value.
    private static func horizon(_ transaction: Transaction) async throws -> Instant {
        let end = try await transaction.query(
            """
            SELECT least(
                coalesce(
                    (SELECT e.at FROM portal.audit_link AS l JOIN portal.audit AS e ON e.id = l.entry ORDER BY l.number DESC LIMIT 1),
                    (SELECT s.through_at FROM portal.audit_seal AS s ORDER BY s.last_number DESC LIMIT 1),
                    to_timestamp(0)),
                clock_timestamp())
            """
        ).one().timestamp(0)
        return Instant(microseconds: end) - AuditCheck.tolerance
    }

    /// Reads the last link of the chain; nothing before the first entry.
    public func head() async throws -> AuditHead? {
        try await self.pool.transaction { try await Self.head($0) }
    }

    private static func head(_ transaction: Transaction) async throws -> AuditHead? {
        try await transaction.query(
            """
            SELECT number, hash FROM (
                (SELECT number, hash FROM portal.audit_link ORDER BY number DESC LIMIT 1)
                UNION ALL (SELECT last_number, hash FROM portal.audit_seal ORDER BY last_number DESC LIMIT 1)
            ) AS ends ORDER BY number DESC LIMIT 1
            """
        ).map { AuditHead(number: Int64(try $0.int("number")), hash: try $0.bytes("hash")) }.first
    }

    /// Follows the whole chain as of one moment and reports what is wrong; writers go on meanwhile.
    ///
    /// - Parameter heads: heads that were logged, which the chain must still pass through.
    public func verify(against heads: [AuditHead] = []) async throws -> AuditReport {
        try await self.pool.transaction(isolation: .repeatableRead) { transaction in
            let seals = try await transaction.query(
                "SELECT first_number, last_number, entries, from_at, through_at, hash FROM portal.audit_seal ORDER BY last_number"
            ).map { row in
                AuditSeal(
                    first: Int64(try row.int("first_number")), last: Int64(try row.int("last_number")), entries: Int64(try row.int("entries")),
                    from: Instant(microseconds: try row.timestamp("from_at")), through: Instant(microseconds: try row.timestamp("through_at")),
                    hash: try row.bytes("hash"))
            }
            var check = AuditCheck(after: seals, heads: heads)
            try await Self.follow(&check, transaction)
            let waiting = try await Self.unlinked(&check, transaction)
            check.finish()
            return AuditReport(
                links: check.links, sealed: seals.reduce(0) { $0 + $1.entries }, head: check.last, waiting: waiting, faults: check.faults,
                faultCount: check.faultCount, uncheckedHeads: check.uncheckedHeads)
        }
    }

    /// Feeds the check with links in order.
    ///
    /// - Parameter limit: how many links at most.
    static func follow(_ check: inout AuditCheck, _ transaction: Transaction, limit: Int = .max) async throws {
        var (last, left) = (Int64(0), limit)
        while left > 0 {
            let size = Swift.min(Self.pageSize, left)
            let rows = try await transaction.query(
                """
                SELECT l.number, l.entry, l.hash, e.id, e.at, e.actor, e.action, e.subject, e.detail, e.address, e.correlation
                FROM portal.audit_link AS l LEFT JOIN portal.audit AS e ON e.id = l.entry
                WHERE l.number > $1 ORDER BY l.number LIMIT $2
                """, [.int8(last), .int(size)])
            for row in rows {
                let link = AuditLink(number: Int64(try row.int("number")), entry: Int64(try row.int("entry")), hash: try row.bytes("hash"))
                check.take(link, try row.isNull("id") ? nil : try Self.entry(row))
                last = link.number
            }
            left -= rows.count
            if rows.count < size { return }
        }
    }

    private static func unlinked(_ check: inout AuditCheck, _ transaction: Transaction) async throws -> Int {
        var (last, waiting) = (Int64(0), 0)
        while true {
            let entries = try await transaction.query(
                """
                SELECT e.id, e.at, e.actor, e.action, e.subject, e.detail, e.address, e.correlation
                FROM portal.audit AS e
                WHERE e.id > $1 AND NOT EXISTS (SELECT FROM portal.audit_link AS l WHERE l.entry = e.id) ORDER BY e.id LIMIT $2
                """, [.int8(last), .int(Self.pageSize)]
            ).map { try Self.entry($0) }
            for entry in entries where check.takeUnlinked(entry) { waiting += 1 }
            guard entries.count == Self.pageSize, let end = entries.last else { return waiting }
            last = end.id
        }
    }
}
