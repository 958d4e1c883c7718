import Mortality
public import Persistence

/// Keeps mails until a server has accepted them, and remembers for a month what became of them. Any number of instances may send out of it.
///
/// A mail is sent at least once: it is noted as sent after the server took it on, and whoever ends between the two leaves it to be sent
/// again, with the same Message-ID.
public struct MailStore: Sendable {
    /// How many mails may wait at once; beyond, none is stored.
    public static let mostWaiting = 20_000

    let pool: DatabasePool
    let secret: PortalSecret

    /// Makes a store that writes by the pool's role, and seals mails under the secret.
    public init(pool: DatabasePool, secret: PortalSecret) {
        self.pool = pool
        self.secret = secret
    }

    // MARK: Keeping

    /// Stores a mail to be sent, and answers whether it did: not a second time under the same key, and not while too many wait.
    @discardableResult
    public func keep(_ draft: MailDraft, as mark: MailMark) async throws -> Bool {
        try await self.pool.transaction { try await self.keep(draft, as: mark, in: $0) }
    }

    /// Stores a mail within a transaction, so that it is sent only if what it tells of is committed.
    func keep(_ draft: MailDraft, as mark: MailMark, in transaction: Transaction) async throws -> Bool {
        guard let letter = draft.sealed(under: self.secret) else { return false }
        return try await transaction.execute(
            """
            INSERT INTO portal.mail (id, kind, key, account, commune, letter, worth_until)
            SELECT $1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7)
            WHERE (SELECT count(*) FROM (SELECT FROM portal.mail WHERE letter IS NOT NULL LIMIT $8) AS waiting) < $8
            ON CONFLICT (key) DO NOTHING
            """,
            [
                .uuid(AccountID().bytes), .text(mark.kind.rawValue), .text(mark.key), .optional(mark.account) { .uuid($0.bytes) },
                .optional(mark.commune) { .text($0.text) }, .bytes(letter), .double(Double(mark.worth.components.seconds)), .int(Self.mostWaiting),
            ]) == 1
    }

    // MARK: Sending

    /// Leases the mail that has waited longest; `nil` when none is due.
    public func take(for lease: Duration) async throws -> TakenMail? {
        try await self.pool.query(
            """
            UPDATE portal.mail SET attempts = attempts + 1, not_before = now() + make_interval(secs => $1)
            WHERE id = (
                SELECT id FROM portal.mail WHERE letter IS NOT NULL AND not_before <= now() AND worth_until > now()
                ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, letter, created_at, attempts
            """, [.double(Double(lease.components.seconds))]
        ).map { row in
            let key = try row.uuid("id")
            return TakenMail(
                id: try AccountID(bytes: key).description, kind: MailKind(rawValue: try row.text("kind")),
                draft: MailDraft(sealed: try row.bytes("letter"), under: self.secret), createdAt: Instant(microseconds: try row.timestamp("created_at")),
                attempts: try row.int("attempts"), key: key)
        }.first
    }

    /// Notes that the server has accepted a mail, whatever another instance noted of it meanwhile.
    public func sent(_ mail: TakenMail) async throws {
        try await self.pool.execute(
            "UPDATE portal.mail SET sent_at = now(), failed_at = NULL, reason = NULL, letter = NULL WHERE id = $1 AND sent_at IS NULL", [.uuid(mail.key)])
    }

    /// Has a mail wait for another try. Nothing happens to one that another instance has leased since.
    public func putOff(_ mail: TakenMail, for pause: Duration, because reason: String) async throws {
        try await self.pool.execute(
            """
            UPDATE portal.mail SET not_before = now() + make_interval(secs => $3), reason = $4
            WHERE id = $1 AND attempts = $2 AND letter IS NOT NULL
            """, [.uuid(mail.key), .int4(Int32(clamping: mail.attempts)), .double(Double(pause.components.seconds)), .text(Self.line(reason))])
    }

    /// Gives a mail up that no server will ever accept, and answers whether this call is the first that does.
    @discardableResult
    public func refused(_ mail: TakenMail, because reason: String) async throws -> Bool {
        try await self.pool.execute(
            "UPDATE portal.mail SET failed_at = now(), letter = NULL, reason = $3 WHERE id = $1 AND attempts = $2 AND letter IS NOT NULL",
            [.uuid(mail.key), .int4(Int32(clamping: mail.attempts)), .text(Self.line(reason))]) == 1
    }

    /// Gives up the mails that are not worth sending any more, and answers which; each is answered once.
    public func giveUp() async throws -> [FailedMail] {
        try await self.pool.query(
            """
            UPDATE portal.mail SET failed_at = now(), letter = NULL, reason = coalesce(reason, 'it was never tried')
            WHERE id IN (
                SELECT id FROM portal.mail WHERE letter IS NOT NULL AND worth_until <= now() AND (attempts = 0 OR not_before <= now())
                ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, reason
            """
        ).map { FailedMail(id: try AccountID(bytes: try $0.uuid("id")).description, kind: try $0.text("kind"), reason: try $0.text("reason")) }
    }

    // MARK: Looking

    /// Counts the mails that wait.
    public func waiting() async throws -> Int { try await self.pool.query("SELECT count(*) FROM portal.mail WHERE letter IS NOT NULL").one().int(0) }

    /// Deletes mails that were sent or given up more than a month ago, and answers how many; to be called now and then.
    @discardableResult
    public func purge() async throws -> Int {
        try await self.pool.execute(
            """
            DELETE FROM portal.mail WHERE id IN (
                SELECT id FROM portal.mail WHERE letter IS NULL AND created_at < now() - interval '31 days' ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """)
    }

    /// Brings what a server said into a form that can be stored.
    private static func line(_ reason: String) -> String { AuditText.line(reason, atMost: 1_000) ?? "nothing was said" }
}
