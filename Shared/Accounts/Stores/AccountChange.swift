import Mortality
import Persistence

/// A change of one account whose row is locked, so that changes of the same account, sign-ins included, come one after the other.
struct AccountChange {
    let transaction: Transaction
    let id: AccountID
    let isDisabled: Bool
    let version: Int64
    /// Whether the account had a password when it was locked.
    let hasPassword: Bool

    /// Locks the account.
    ///
    /// - Parameter expected: the version that whoever asks has seen, and may be allowed to change no other.
    /// - Throws: `AccountError` of code `notFound` or `stale`.
    init(_ id: AccountID, ifVersion expected: Int64? = nil, in transaction: Transaction) async throws {
        let rows = try await transaction.query(
            """
            SELECT disabled_at IS NOT NULL AS is_disabled, version, password_hash IS NOT NULL AS has_password
            FROM portal.account WHERE id = $1 AND erased_at IS NULL FOR UPDATE
            """, [.uuid(id.bytes)])
        guard let row = rows.first else { throw AccountError(.notFound, "there is no such account") }
        self.transaction = transaction
        self.id = id
        self.isDisabled = try row.bool("is_disabled")
        self.version = Int64(try row.int("version"))
        self.hasPassword = try row.bool("has_password")
        guard expected == nil || expected == self.version else {
            throw AccountError(.stale, "the account was changed meanwhile: look at it again")
        }
    }

    var key: SQLValue { .uuid(self.id.bytes) }

    /// Reads the roles that the account holds now.
    func grants() async throws -> Set<Grant> {
        try await self.transaction.query(
            "SELECT ARRAY(SELECT role || ' ' || territory FROM portal.role_grant WHERE account = $1) AS grants", [self.key]
        ).map { try AccountStore.grants($0) }.first ?? []
    }

    /// Ends the sessions of the account, but for the one that asks, and revokes its tokens.
    ///
    /// Where there was neither a password nor a session there is no token to end. A revocation then would turn away the first one,
    /// which is asked for in the same moment.
    @discardableResult
    func withdraw(keeping session: SessionReference? = nil) async throws -> Int {
        let ended = try await self.transaction.execute(
            "DELETE FROM portal.session WHERE account = $1 AND ($2::bytea IS NULL OR reference <> $2)",
            [self.key, .optional(session) { .bytes($0.bytes) }])
        try await self.raiseVersion()
        if self.hasPassword || ended > 0 || session != nil { try await TokenStore.revoke(self.id, in: self.transaction) }
        return ended
    }

    /// Raises the account's version, so that whoever signs in with what was read before is turned away.
    func raiseVersion() async throws {
        try await self.transaction.execute("UPDATE portal.account SET version = version + 1 WHERE id = $1", [self.key])
    }

    func note(_ action: AuditAction, by author: Author, detail: String? = nil) async throws {
        try await AuditStore.write(AuditNote(action, by: author, on: self.id, detail: detail), in: self.transaction)
    }

    func setPassword(_ hash: PasswordHash) async throws {
        try await self.transaction.execute(
            "UPDATE portal.account SET password_hash = $2, password_set_at = now() WHERE id = $1", [self.key, .text(hash.stored)])
    }

    func clearPassword() async throws {
        try await self.transaction.execute("UPDATE portal.account SET password_hash = NULL, password_set_at = NULL WHERE id = $1", [self.key])
    }

    /// Gives the account roles.
    func give(_ grants: some Sequence<Grant>, by author: Author, asColleague: Bool = false) async throws {
        for grant in grants {
            try await self.transaction.execute(
                """
                INSERT INTO portal.role_grant (account, role, territory, granted_by, is_colleague) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (account, role, territory) DO NOTHING
                """,
                [
                    self.key, .text(grant.role.rawValue), .text(grant.territory.text),
                    .optional(author.actor.account) { .uuid($0.bytes) }, .bool(asColleague),
                ])
        }
    }

    /// Takes roles from the account.
    func take(_ grants: some Sequence<Grant>) async throws {
        for grant in grants {
            try await self.transaction.execute(
                "DELETE FROM portal.role_grant WHERE account = $1 AND role = $2 AND territory = $3",
                [self.key, .text(grant.role.rawValue), .text(grant.territory.text)])
        }
    }

    /// Reads a row's only truth value. It stands apart from the query because the optimiser of Swift 6.3 crashes on typed errors within an
    /// `async` function.
    @inline(never)
    private static func isTrue(_ rows: Rows) throws -> Bool { try rows.one().bool(0) }

    /// Makes sure that the communes and departments of roles are loaded; a role where nothing is could do nothing.
    static func check(_ grants: some Sequence<Grant>, in transaction: Transaction) async throws {
        for grant in grants {
            let isKnown: Bool
            switch grant.territory {
            case .commune(let code):
                isKnown = try Self.isTrue(
                    try await transaction.query(
                        "SELECT EXISTS (SELECT FROM reference.commune WHERE code = $1 AND closed_on IS NULL)", [.text(code.text)]))
            case .department(let code):
                isKnown = try Self.isTrue(
                    try await transaction.query("SELECT EXISTS (SELECT FROM reference.department WHERE code = $1)", [.text(code.text)]))
            case .region, .defenceZone, .nation: isKnown = true
            }
            guard isKnown else { throw AccountError(.unknownPlace, "\(grant.territory.text) is not loaded: import its department first") }
        }
    }
}
