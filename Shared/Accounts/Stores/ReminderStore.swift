public import Mortality
public import Persistence

/// Keeps when communes are reminded by mail that nothing was declared.
///
/// Whoever changes something here has made sure that they may (`Access`), or has shown the link of a mail.
public struct ReminderStore: Sendable {
    let pool: DatabasePool
    let mails: MailStore

    /// Makes a store that keeps choices by the pool's role, and hands mails to the store of mails.
    public init(pool: DatabasePool, mails: MailStore) {
        self.pool = pool
        self.mails = mails
    }

    // MARK: Choosing

    /// Reads how a commune is reminded; `nil` where it is not.
    public func reminder(of commune: CommuneCode) async throws -> Reminder? {
        try await self.pool.query("\(Self.reminderSQL) WHERE r.commune = $1", [.text(commune.text)]).compactMap { try Self.reminder($0) }.first
    }

    /// Has a commune reminded at the e-mail address of an account, in place of what was chosen before.
    public func set(_ commune: CommuneCode, at hour: Int, on weekdays: OpenWeekdays, of account: AccountID, by author: Author) async throws {
        try await self.pool.transaction { transaction in
            try await transaction.execute(
                """
                INSERT INTO portal.reminder AS old (commune, account, hour, weekdays) VALUES ($1, $2, $3, $4)
                ON CONFLICT (commune) DO UPDATE SET account = excluded.account, hour = excluded.hour, weekdays = excluded.weekdays, changed_at = now()
                """,
                [.text(commune.text), .uuid(account.bytes), .int2(Int16(clamping: min(max(hour, 0), 23))), .int2(Int16(clamping: weekdays.bits))])
            try await AuditStore.write(AuditNote(.reminderSet, by: author, on: "commune:\(commune)"), in: transaction)
        }
    }

    /// Ends a commune's reminders, and answers whether there were any until now.
    ///
    /// - Parameter account: Those of this account alone, where it is given.
    @discardableResult
    public func stop(_ commune: CommuneCode, of account: AccountID? = nil, by author: Author) async throws -> Bool {
        try await self.pool.transaction { transaction in
            let stopped = try await transaction.execute(
                "DELETE FROM portal.reminder WHERE commune = $1 AND ($2::uuid IS NULL OR account = $2)",
                [.text(commune.text), .optional(account) { .uuid($0.bytes) }])
            guard stopped == 1 else { return false }
            try await AuditStore.write(AuditNote(.reminderStopped, by: author, on: "commune:\(commune)"), in: transaction)
            return true
        }
    }

    // MARK: Reminding

    /// Reads a page of the reminders that may be due, in the order of communes: those of accounts that are still clerks there and have an
    /// e-mail address.
    ///
    /// - Parameters:
    ///   - after: The last commune of the page before.
    ///   - limit: At most 1,000.
    public func reminders(after commune: CommuneCode?, limit: Int = 1_000) async throws -> [Reminder] {
        try await self.pool.query(
            """
            \(Self.reminderSQL)
            WHERE ($1::text IS NULL OR r.commune > $1) AND a.disabled_at IS NULL AND a.email IS NOT NULL
                AND EXISTS (SELECT FROM portal.role_grant AS g WHERE g.account = a.id AND g.role = 'clerk' AND g.territory = 'commune:' || r.commune)
            ORDER BY r.commune LIMIT $2
            """, [.optional(commune) { .text($0.text) }, .int(min(max(limit, 1), 1_000))]
        ).compactMap { try Self.reminder($0) }
    }

    /// Stores a reminder's mail and notes that the day was reminded of, both or neither. Answers whether it did: never twice for a day,
    /// whichever instance asks.
    public func remind(_ reminder: Reminder, of day: CivilDay, by draft: MailDraft, worth: Duration) async throws -> Bool {
        let mark = MailMark(
            .reminder, key: "\(reminder.commune) \(day)", account: reminder.account, commune: reminder.commune, worth: worth)
        return try await self.pool.transaction { transaction in
            let isNew =
                try await transaction.execute(
                    "UPDATE portal.reminder SET last_on = $3 WHERE commune = $1 AND account = $2 AND (last_on IS NULL OR last_on < $3)",
                    [.text(reminder.commune.text), .uuid(reminder.account.bytes), .date(Int32(clamping: day.daysSinceEpoch))]) == 1
            guard isNew else { return false }
            return try await self.mails.keep(draft, as: mark, in: transaction)
        }
    }

    private static let reminderSQL = """
        SELECT r.commune, r.account, a.email, r.hour, r.weekdays, r.last_on
        FROM portal.reminder AS r JOIN portal.account AS a ON a.id = r.account
        """

    private static func reminder(_ row: Row) throws -> Reminder? {
        guard let weekdays = OpenWeekdays(bits: try row.int("weekdays")) else { return nil }
        return Reminder(
            commune: try CommuneCode(try row.text("commune")), account: try AccountID(bytes: try row.uuid("account")), email: try row.optionalText("email"),
            hour: try row.int("hour"), weekdays: weekdays, lastOn: try row.optionalDay("last_on").map { try CivilDay(daysSinceEpoch: Int($0)) })
    }
}
