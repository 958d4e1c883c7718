public import Mortality
public import Persistence

/// An account and the code that invites its person, which is shown once.
public struct Invited: Sendable {
    /// The account that the code opens.
    public let account: AccountID
    /// The code, which is stored as an HMAC alone and cannot be shown again.
    public let code: InvitationCode
}

/// Invites people, and lets each code be redeemed once. What it stores of a code is its HMAC.
public struct InvitationStore: Sendable {
    let pool: DatabasePool
    let secret: PortalSecret

    /// Makes a store that writes by the pool's role, and keeps codes as HMACs under the secret.
    public init(pool: DatabasePool, secret: PortalSecret) {
        self.pool = pool
        self.secret = secret
    }

    // MARK: Inviting

    /// Makes an account without a password, and a code that invites its person.
    public func invite(_ draft: AccountDraft, grants: Set<Grant>, by author: Author) async throws -> Invited {
        try await self.pool.transaction { transaction in
            let change = try await AccountStore.create(draft, grants: grants, by: author, in: transaction)
            return Invited(account: change.id, code: try await self.issue(change, by: author))
        }
    }

    /// Draws a new code for an account; the old one opens nothing from then on. A password stays until the new code is redeemed.
    public func renew(_ id: AccountID, ifVersion expected: Int64? = nil, by author: Author) async throws -> Invited {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            return Invited(account: id, code: try await self.issue(change, by: author))
        }
    }

    /// Takes a forgotten or stolen password away from an account, and its identity, and draws a new code; sessions and tokens end.
    ///
    /// - Parameter withSecondFactor: for who lost that too, with its recovery codes. The invitation alone opens the account then,
    ///   until a new factor is set: whoever asks makes sure of who they speak to.
    public func reset(
        _ id: AccountID, withSecondFactor: Bool = false, ifVersion expected: Int64? = nil, by author: Author
    ) async throws -> Invited {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            try await change.clearPassword()
            try await IdentityStore.untie(change, by: author)
            if withSecondFactor { try await SecondFactorStore.remove(change, by: author) }
            try await change.withdraw()
            try await change.note(.accountReset, by: author, detail: withSecondFactor ? "password and second factor" : "password")
            return Invited(account: id, code: try await self.issue(change, by: author))
        }
    }

    /// Draws a code and stores it in place of the old one, within a change of its account.
    func issue(_ change: AccountChange, by author: Author) async throws -> InvitationCode {
        guard !change.isDisabled else { throw AccountError(.disabled, "the account is disabled: enable it first") }
        let code = InvitationCode()
        try await Self.removeCodes(change)
        try await change.transaction.execute(
            """
            INSERT INTO portal.invitation (account, code_mac, issued_by, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))
            """,
            [
                change.key, .bytes(code.stored(under: self.secret)), .optional(author.actor.account) { .uuid($0.bytes) },
                .double(Double(InvitationCode.lifetime.components.seconds)),
            ])
        try await change.note(.accountInvited, by: author)
        return code
    }

    /// Deletes all codes of an account, within a change of it.
    static func removeCodes(_ change: AccountChange) async throws {
        for table in ["invitation", "mailed_code"] {
            try await change.transaction.execute("DELETE FROM portal.\(table) WHERE account = $1", [change.key])
        }
    }

    // MARK: Redeeming

    /// The accounts whose codes are not over, of invitations and of what was mailed to somebody who forgot their password.
    private static let codesSQL = """
        SELECT account, code_mac FROM portal.invitation WHERE expires_at > now()
        UNION ALL SELECT account, code_mac FROM portal.mailed_code WHERE expires_at > now()
        """

    /// Finds the account that a code invites to; `nil` when the code is none, was used or renewed, or is over. Looking does not use it up.
    public func account(invitedBy code: InvitationCode) async throws -> Account? {
        try await self.pool.query(
            """
            \(AccountStore.accountSQL) JOIN (\(Self.codesSQL)) AS n ON n.account = a.id
            WHERE n.code_mac = $1 AND a.disabled_at IS NULL
            """, [.bytes(code.stored(under: self.secret))]
        ).map { try AccountStore.account($0) }.first
    }

    /// Uses a code up and sets the password; sessions and tokens that were opened with an older one end. Of those who redeem the same
    /// code at once, one does; the others get nothing, as for a code that is none.
    ///
    /// - Parameters:
    ///   - address: Where the request came from, for the audit, which names the account itself as the author.
    public func redeem(
        _ code: InvitationCode, passwordHash: PasswordHash, address: String? = nil, correlation: String? = nil
    ) async throws -> Account? {
        try await self.pool.transaction { transaction in
            guard let change = try await self.use(code, in: transaction) else { return nil }
            try await change.setPassword(passwordHash)
            try await IdentityStore.untie(change, by: Author(.account(change.id), address: address, correlation: correlation))
            return try await Self.finish(change, address: address, correlation: correlation)
        }
    }

    /// Uses a code up and ties an identity to its account in place of a password, as ``redeem(_:passwordHash:address:correlation:)`` sets one.
    /// From then on whoever redeems holds the account alone: an earlier password and identity go, the second factor stays.
    ///
    /// - Throws: `AccountError` of code `identityTaken`, and the code stays, where the identity is another account's.
    public func redeem(_ code: InvitationCode, tying identity: Identity, address: String? = nil, correlation: String? = nil) async throws -> Account? {
        try await self.pool.transaction { transaction in
            guard let change = try await self.use(code, in: transaction) else { return nil }
            try await change.clearPassword()
            try await IdentityStore.tie(identity, change, by: Author(.account(change.id), address: address, correlation: correlation))
            return try await Self.finish(change, address: address, correlation: correlation)
        }
    }

    /// Locks the account of a code and uses the code up; `nil` when it is none, was used or is over.
    private func use(_ code: InvitationCode, in transaction: Transaction) async throws -> AccountChange? {
        let stored = SQLValue.bytes(code.stored(under: self.secret))
        let query = "SELECT account FROM (\(Self.codesSQL)) AS n WHERE n.code_mac = $1"
        guard let invited = try await transaction.query(query, [stored]).first else { return nil }
        // The account is locked first, as by every other change of it; what was read before may be over by then.
        let change = try await AccountChange(try AccountID(bytes: try invited.uuid("account")), in: transaction)
        guard !change.isDisabled, try await transaction.query(query, [stored]).first != nil else { return nil }
        // A password that was just chosen is not chosen again with the other code.
        try await Self.removeCodes(change)
        return change
    }

    private static func finish(_ change: AccountChange, address: String?, correlation: String?) async throws -> Account? {
        try await change.withdraw()
        try await change.note(.invitationRedeemed, by: Author(.account(change.id), address: address, correlation: correlation))
        return try await change.transaction.query("\(AccountStore.accountSQL) WHERE a.id = $1", [change.key]).map { try AccountStore.account($0) }.first
    }
}
