import Mortality
import Persistence

/// Everything that is kept about one person, for that person: the account, and what the audit says of it. Secrets are left out; it says only
/// that there are some.
public struct AccountExport: Encodable, Sendable {
    /// A role that the account holds, and where.
    public struct HeldRole: Encodable, Sendable {
        /// The role's name in the database, such as `clerk`.
        public let role: String
        /// The territory in which it is held, such as `commune:56007`.
        public let territory: String
        /// When the role was given (RFC 3339, UTC).
        public let grantedAt: String
        /// The id of the account that gave it; `nil` where it was vigiectl.
        public let grantedBy: String?
        /// Whether another clerk of the commune invited this one.
        public let isColleague: Bool
    }

    /// A session of the account that is kept.
    public struct OpenSession: Encodable, Sendable {
        /// When the session was opened (RFC 3339, UTC).
        public let openedAt: String
        /// When it was used last (RFC 3339, UTC), to the minute.
        public let lastSeenAt: String
        /// When it ends in any case (RFC 3339, UTC).
        public let expiresAt: String
        /// What the browser said that it is.
        public let device: String
        /// Whether it was opened with a second factor.
        public let hasSecondFactor: Bool
    }

    /// The account's code of invitation, without the code.
    public struct Invitation: Encodable, Sendable {
        /// When the code was made (RFC 3339, UTC).
        public let issuedAt: String
        /// The id of the account that made it; `nil` where it was vigiectl.
        public let issuedBy: String?
        /// Until when it can be redeemed (RFC 3339, UTC).
        public let expiresAt: String
    }

    /// The identity at a provider that is tied to the account.
    public struct Identity: Encodable, Sendable {
        /// The provider's identifier (`iss`).
        public let issuer: String
        /// Which of the providers that it federates knew the person; empty where it tells none.
        public let idp: String
        /// The person's name at the provider (`sub`).
        public let subject: String
        /// When it was tied to the account (RFC 3339, UTC).
        public let tiedAt: String
    }

    /// The account's second factor, without its secret.
    public struct Factor: Encodable, Sendable {
        /// When it came into force (RFC 3339, UTC); nothing while it is only proposed.
        public let confirmedAt: String?
        /// How many recovery codes were not used yet.
        public let recoveryCodesLeft: Int
    }

    /// A telephone call to a commune that the account noted.
    public struct Call: Encodable, Sendable {
        /// The code of the commune that was called.
        public let commune: String
        /// When the call took place (RFC 3339, UTC).
        public let calledAt: String
        /// What came of the call, as the database names it.
        public let outcome: String
    }

    /// A mail to the account, without its text.
    public struct Mail: Encodable, Sendable {
        /// What the mail was for, as the database names it.
        public let kind: String
        /// When it was put into the store (RFC 3339, UTC).
        public let createdAt: String
        /// When a mail server took it on (RFC 3339, UTC).
        public let sentAt: String?
        /// When it was given up (RFC 3339, UTC).
        public let failedAt: String?
    }

    /// A commune's reminders that go to the account's address.
    public struct Reminder: Encodable, Sendable {
        /// The commune's code.
        public let commune: String
        /// The hour from which on they are sent, by the commune's clock: 0 to 23.
        public let hour: Int
        /// When they were set or changed last (RFC 3339, UTC).
        public let changedAt: String
    }

    /// The account's id.
    public let id: String
    /// What the person signs in with.
    public let login: String
    /// The person's name.
    public let name: String
    /// The person's e-mail address.
    public let email: String?
    /// The person's telephone number.
    public let telephone: String?
    /// When the account was made (RFC 3339, UTC).
    public let createdAt: String
    /// The id of the account that made it; `nil` where it was vigiectl or an opening by vigiectl.
    public let createdBy: String?
    /// Since when the account has been disabled (RFC 3339, UTC).
    public let disabledAt: String?
    /// When the person signed in last (RFC 3339, UTC).
    public let lastSignInAt: String?
    /// When the password was set last (RFC 3339, UTC).
    public let passwordSetAt: String?
    /// Whether the account is one for demonstration.
    public let isDemo: Bool
    /// The roles that the account holds.
    public let roles: [HeldRole]
    /// The code of invitation that is kept; `nil` where there is none.
    public let invitation: Invitation?
    /// The identity that is tied; `nil` where there is none.
    public let identity: Identity?
    /// The second factor, in force or proposed; `nil` where there is neither.
    public let secondFactor: Factor?
    /// The sessions that are kept, in the order in which they were opened.
    public let sessions: [OpenSession]
    /// The instants up to which declaring tokens of the account were revoked (RFC 3339, UTC).
    public let revokedAt: [String]
    /// The mails to the account of the last month, without what they said, which is not kept.
    public let mails: [Mail]
    /// The communes that are reminded at the account's address.
    public let reminders: [Reminder]
    /// The calls to communes that the account noted; at most the newest 10,000.
    public let calls: [Call]
    /// What the account did, and what was done to it, the oldest first; at most the newest 10,000.
    public let audit: [AuditRecord]
}

extension AccountStore {
    /// Gathers everything that is kept about one account, as of one moment, and writes into the audit that it was.
    public func export(_ id: AccountID, by author: Author) async throws -> AccountExport {
        try await self.pool.transaction(isolation: .repeatableRead) { transaction in
            let key = SQLValue.uuid(id.bytes)
            let rows = try await transaction.query(
                """
                SELECT login, name, email, telephone, created_at, created_by, disabled_at, last_sign_in_at, password_set_at, is_demo
                FROM portal.account WHERE id = $1 AND erased_at IS NULL
                """, [key])
            guard let row = rows.first else { throw AccountError(.notFound, "there is no such account") }
            try await AuditStore.write(AuditNote(.accountExported, by: author, on: id), in: transaction)
            return AccountExport(
                id: id.description, login: try row.text("login"), name: try row.text("name"), email: try row.optionalText("email"),
                telephone: try row.optionalText("telephone"), createdAt: try Self.moment(row, "created_at") ?? "",
                createdBy: try Self.id(row, "created_by"), disabledAt: try Self.moment(row, "disabled_at"),
                lastSignInAt: try Self.moment(row, "last_sign_in_at"), passwordSetAt: try Self.moment(row, "password_set_at"),
                isDemo: try row.bool("is_demo"), roles: try await Self.roles(key, transaction),
                invitation: try await Self.invitation(key, transaction), identity: try await Self.identity(key, transaction),
                secondFactor: try await Self.factor(key, transaction),
                sessions: try await Self.sessions(key, transaction),
                revokedAt: try await transaction.query("SELECT at FROM reference.token_revocation WHERE account = $1 ORDER BY at", [key])
                    .compactMap { try Self.moment($0, "at") },
                mails: try await Self.mails(key, transaction), reminders: try await Self.reminders(key, transaction),
                calls: try await Self.calls(key, transaction),
                audit: try await transaction.query(
                    """
                    SELECT * FROM (
                        \(AuditStore.recordSQL) WHERE e.actor = $1 OR e.subject = $1 ORDER BY e.id DESC LIMIT 10000
                    ) AS newest ORDER BY id
                    """, [.text("account:\(id)")]
                ).map { try AuditStore.record($0) })
        }
    }

    private static func roles(_ key: SQLValue, _ transaction: Transaction) async throws -> [AccountExport.HeldRole] {
        try await transaction.query(
            "SELECT role, territory, granted_at, granted_by, is_colleague FROM portal.role_grant WHERE account = $1 ORDER BY role, territory", [key]
        ).map { row in
            AccountExport.HeldRole(
                role: try row.text("role"), territory: try row.text("territory"), grantedAt: try self.moment(row, "granted_at") ?? "",
                grantedBy: try self.id(row, "granted_by"), isColleague: try row.bool("is_colleague"))
        }
    }

    private static func invitation(_ key: SQLValue, _ transaction: Transaction) async throws -> AccountExport.Invitation? {
        try await transaction.query("SELECT issued_at, issued_by, expires_at FROM portal.invitation WHERE account = $1", [key]).map { row in
            AccountExport.Invitation(
                issuedAt: try self.moment(row, "issued_at") ?? "", issuedBy: try self.id(row, "issued_by"),
                expiresAt: try self.moment(row, "expires_at") ?? "")
        }.first
    }

    private static func identity(_ key: SQLValue, _ transaction: Transaction) async throws -> AccountExport.Identity? {
        try await transaction.query("SELECT issuer, idp, subject, tied_at FROM portal.identity WHERE account = $1", [key]).map { row in
            AccountExport.Identity(
                issuer: try row.text("issuer"), idp: try row.text("idp"), subject: try row.text("subject"), tiedAt: try self.moment(row, "tied_at") ?? "")
        }.first
    }

    private static func factor(_ key: SQLValue, _ transaction: Transaction) async throws -> AccountExport.Factor? {
        try await transaction.query(
            """
            SELECT confirmed_at, (SELECT count(*) FROM portal.recovery_code AS c WHERE c.account = f.account) AS codes
            FROM portal.second_factor AS f WHERE account = $1
            """, [key]
        ).map { AccountExport.Factor(confirmedAt: try self.moment($0, "confirmed_at"), recoveryCodesLeft: try $0.int("codes")) }.first
    }

    private static func sessions(_ key: SQLValue, _ transaction: Transaction) async throws -> [AccountExport.OpenSession] {
        try await transaction.query(
            "SELECT opened_at, last_seen_at, expires_at, device, has_second_factor FROM portal.session WHERE account = $1 ORDER BY opened_at", [key]
        ).map { row in
            AccountExport.OpenSession(
                openedAt: try self.moment(row, "opened_at") ?? "",
                lastSeenAt: try self.moment(row, "last_seen_at") ?? "", expiresAt: try self.moment(row, "expires_at") ?? "",
                device: try row.text("device"), hasSecondFactor: try row.bool("has_second_factor"))
        }
    }

    private static func calls(_ key: SQLValue, _ transaction: Transaction) async throws -> [AccountExport.Call] {
        try await transaction.query(
            "SELECT commune, called_at, outcome FROM portal.calls WHERE noted_by = $1 ORDER BY called_at DESC LIMIT 10000", [key]
        ).map { row in
            AccountExport.Call(commune: try row.text("commune"), calledAt: try self.moment(row, "called_at") ?? "", outcome: try row.text("outcome"))
        }
    }

    private static func mails(_ key: SQLValue, _ transaction: Transaction) async throws -> [AccountExport.Mail] {
        try await transaction.query(
            "SELECT kind, created_at, sent_at, failed_at FROM portal.mail WHERE account = $1 ORDER BY created_at DESC LIMIT 10000", [key]
        ).map { row in
            AccountExport.Mail(
                kind: try row.text("kind"), createdAt: try self.moment(row, "created_at") ?? "", sentAt: try self.moment(row, "sent_at"),
                failedAt: try self.moment(row, "failed_at"))
        }
    }

    private static func reminders(_ key: SQLValue, _ transaction: Transaction) async throws -> [AccountExport.Reminder] {
        try await transaction.query("SELECT commune, hour, changed_at FROM portal.reminder WHERE account = $1 ORDER BY commune", [key]).map { row in
            AccountExport.Reminder(
                commune: try row.text("commune"), hour: try row.int("hour"), changedAt: try self.moment(row, "changed_at") ?? "")
        }
    }

    private static func moment(_ row: Row, _ column: ColumnKey) throws -> String? {
        try row.optionalTimestamp(column).map { Instant(microseconds: $0).textInFull }
    }

    private static func id(_ row: Row, _ column: ColumnKey) throws -> String? {
        try row.optionalUUID(column).map { try AccountID(bytes: $0).description }
    }
}
