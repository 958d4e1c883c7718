import Mortality
import Persistence

extension AccountStore {
    static let accountColumns = """
        a.id, a.login, a.name, a.email, a.telephone, a.created_at, a.created_by, a.disabled_at, a.last_sign_in_at, a.version, a.is_demo,
        a.password_hash IS NOT NULL AS has_password,
        EXISTS (SELECT FROM portal.identity AS t WHERE t.account = a.id) AS has_identity,
        EXISTS (SELECT FROM portal.second_factor AS f WHERE f.account = a.id AND f.secret IS NOT NULL) AS has_second_factor,
        (SELECT i.expires_at FROM portal.invitation AS i WHERE i.account = a.id) AS invitation_expires_at,
        ARRAY(SELECT g.role || ' ' || g.territory FROM portal.role_grant AS g WHERE g.account = a.id) AS grants
        """

    static let accountSQL = "SELECT \(accountColumns) FROM portal.account AS a"

    static func account(_ row: Row) throws -> Account {
        Account(
            id: try AccountID(bytes: try row.uuid("id")), login: try Login(try row.text("login")), name: try row.text("name"),
            email: try row.optionalText("email"), telephone: try row.optionalText("telephone"), grants: try self.grants(row),
            createdAt: Instant(microseconds: try row.timestamp("created_at")),
            createdBy: try row.optionalUUID("created_by").map { try AccountID(bytes: $0) },
            disabledAt: try row.optionalTimestamp("disabled_at").map { Instant(microseconds: $0) },
            lastSignInAt: try row.optionalTimestamp("last_sign_in_at").map { Instant(microseconds: $0) },
            hasPassword: try row.bool("has_password"), hasIdentity: try row.bool("has_identity"), hasSecondFactor: try row.bool("has_second_factor"),
            invitationExpiresAt: try row.optionalTimestamp("invitation_expires_at").map { Instant(microseconds: $0) },
            isDemo: try row.bool("is_demo"), version: Int64(try row.int("version")))
    }

    /// Reads the roles of a row that this version knows.
    static func grants(_ row: Row) throws -> Set<Grant> {
        Set(
            try row.textArray("grants").compactMap { text -> Grant? in
                guard let words = text?.split(separator: " "), words.count == 2 else { return nil }
                return try? Grant(role: String(words[0]), territory: String(words[1]))
            })
    }

    static func credentialsSQL(_ condition: String) -> String {
        """
        SELECT \(self.accountColumns), a.password_hash, f.account AS factor_account, f.secret, f.proposed_secret, f.last_step,
            ARRAY(SELECT c.hash FROM portal.recovery_code AS c WHERE c.account = a.id) AS recovery_codes
        FROM portal.account AS a LEFT JOIN portal.second_factor AS f ON f.account = a.id
        WHERE \(condition)
        """
    }

    static func credentials(_ row: Row) throws -> Credentials {
        let hasFactor = try !row.isNull("factor_account")
        return Credentials(
            account: try self.account(row), passwordHash: try row.optionalText("password_hash").flatMap { try? PasswordHash(stored: $0) },
            secondFactor: hasFactor
                ? SecondFactor(
                    sealed: try row.optionalBytes("secret"), proposed: try row.optionalBytes("proposed_secret"),
                    lastStep: Int64(try row.int("last_step")),
                    recoveryCodes: RecoveryCodes(stored: try row.bytesArray("recovery_codes").compactMap { $0 }))
                : nil)
    }
}
