import Mortality
import Persistence

/// Everything that is kept about one person, for that person: the account, and what the audit says of it. Secrets are not told,
/// only that there are some.
public struct AccountExport: Encodable, Sendable {
    public struct HeldRole: Encodable, Sendable {
        public let role: String
        public let territory: String
        public let grantedAt: String
        public let grantedBy: String?
        public let isColleague: Bool
    }

    public struct OpenSession: Encodable, Sendable {
        public let openedAt: String
        public let lastSeenAt: String
        public let expiresAt: String
        public let device: String
        public let hasSecondFactor: Bool
    }

    public struct Invitation: Encodable, Sendable {
        public let issuedAt: String
        public let issuedBy: String?
        public let expiresAt: String
    }

    public struct Identity: Encodable, Sendable {
        public let issuer: String
        public let idp: String
        public let subject: String
        public let tiedAt: String
    }

    public struct Factor: Encodable, Sendable {
        public let confirmedAt: String?
        public let recoveryCodesLeft: Int
    }

    public struct Call: Encodable, Sendable {
        public let commune: String
        public let calledAt: String
        public let outcome: String
    }

    public struct Mail: Encodable, Sendable {
        public let kind: String
        public let createdAt: String
        public let sentAt: String?
        public let failedAt: String?
    }

    public struct Reminder: Encodable, Sendable {
        public let commune: String
        public let hour: Int
        public let changedAt: String
    }

    public let id: String
    public let login: String
    public let name: String
    public let email: String?
    public let telephone: String?
    public let createdAt: String
    public let createdBy: String?
    public let disabledAt: String?
    public let lastSignInAt: String?
    public let passwordSetAt: String?
    public let isDemo: Bool
    public let roles: [HeldRole]
    public let invitation: Invitation?
    public let identity: Identity?
    public let secondFactor: Factor?
    public let sessions: [OpenSession]
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
        try row.optionalTimestamp(column).map { Moment(microseconds: $0).description }
    }

    private static func id(_ row: Row, _ column: ColumnKey) throws -> String? {
        try row.optionalUUID(column).map { try AccountID(bytes: $0).description }
    }
}
