import Mortality
public import Persistence

/// Keeps which identity at a provider opens which account, and which flows to the provider were used.
///
/// An identity is tied by redeeming an invitation alone (`InvitationStore.redeem`), so nobody comes to an account by what a provider
/// says of them: their address, their organisation.
public struct IdentityStore: Sendable {
    /// How many used flows are remembered at once; beyond, nobody signs in by the provider until old ones are deleted.
    public static let mostFlows = 100_000

    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    // MARK: Finding

    /// Reads what lets somebody in whose identity was proved; `nil` for an identity that is tied to no account. A disabled account is
    /// answered too.
    public func credentials(of identity: Identity) async throws -> Credentials? {
        try await self.pool.query(
            AccountStore.credentialsSQL(
                "a.id = (SELECT t.account FROM portal.identity AS t WHERE t.issuer = $1 AND t.idp = $2 AND t.subject = $3) AND a.erased_at IS NULL"),
            Self.parameters(identity)
        ).map { try AccountStore.credentials($0) }.first
    }

    /// Reads the identity of an account; `nil` where none is tied.
    public func identity(of id: AccountID) async throws -> TiedIdentity? {
        try await self.pool.query("SELECT issuer, idp, subject, tied_at FROM portal.identity WHERE account = $1", [.uuid(id.bytes)])
            .compactMap { row in
                try Identity(issuer: row.text("issuer"), idp: row.text("idp"), subject: row.text("subject")).map {
                    TiedIdentity(identity: $0, tiedAt: Instant(microseconds: try row.timestamp("tied_at")))
                }
            }.first
    }

    // MARK: Tying

    /// Ties an identity to an account, in place of the one that was, within a change of it.
    static func tie(_ identity: Identity, _ change: AccountChange, by author: Author) async throws {
        try await self.untie(change, by: author)
        let tied = try await change.transaction.execute(
            "INSERT INTO portal.identity (issuer, idp, subject, account) VALUES ($1, $2, $3, $4) ON CONFLICT (issuer, idp, subject) DO NOTHING",
            self.parameters(identity) + [change.key])
        guard tied == 1 else { throw AccountError(.identityTaken, "the identity is tied to another account") }
        try await change.note(.identityTied, by: author, detail: self.words(identity.issuer, identity.idp))
    }

    /// Takes an account's identity away, if it has one, within a change of it.
    static func untie(_ change: AccountChange, by author: Author) async throws {
        let rows = try await change.transaction.query("DELETE FROM portal.identity WHERE account = $1 RETURNING issuer, idp", [change.key])
        guard let row = rows.first else { return }
        try await change.note(.identityUntied, by: author, detail: self.words(try row.text("issuer"), try row.text("idp")))
    }

    /// Takes an account's identity away for its owner, who has a password to come in by. All other sessions end, and all tokens.
    ///
    /// - Parameter session: The one that asks, which goes on.
    /// - Throws: `AccountError` of code `lastWay` where nothing else opens the account.
    public func untie(_ id: AccountID, keeping session: SessionReference?, by author: Author) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            let hasPassword = try await transaction.query("SELECT password_hash IS NOT NULL FROM portal.account WHERE id = $1", [change.key]).one().bool(0)
            guard hasPassword else { throw AccountError(.lastWay, "the account has no password: set one first") }
            try await Self.untie(change, by: author)
            try await change.withdraw(keeping: session)
        }
    }

    /// Names the provider for the audit, and never the person's name there.
    private static func words(_ issuer: String, _ idp: String) -> String { idp.isEmpty ? issuer : "\(issuer), \(idp)" }

    private static func parameters(_ identity: Identity) -> [SQLValue] { [.text(identity.issuer), .text(identity.idp), .text(identity.subject)] }

    // MARK: Ways that were used

    /// Notes that a flow came back, and answers whether it is the first time. The answer is no, too, while too many flows are remembered.
    public func use(_ flow: CodeFlow) async throws -> Bool {
        try await self.pool.execute(
            """
            INSERT INTO portal.used_flow (reference)
            SELECT $1 WHERE (SELECT count(*) FROM (SELECT FROM portal.used_flow LIMIT $2) AS kept) < $2
            ON CONFLICT (reference) DO NOTHING
            """, [.bytes(flow.reference), .int(Self.mostFlows)]) == 1
    }

    /// Deletes used flows whose time is over, and answers how many; to be called now and then.
    @discardableResult
    public func purge() async throws -> Int {
        try await self.pool.execute(
            "DELETE FROM portal.used_flow WHERE used_at < now() - make_interval(secs => $1)", [.double(Double(2 * CodeFlow.lifetimeInSeconds))])
    }
}
