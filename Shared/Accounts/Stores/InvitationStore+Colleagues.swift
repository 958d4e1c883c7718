public import Mortality
import Persistence

/// Whether an account may invite colleagues to its commune, and how many more.
public struct Colleagues: Hashable, Sendable {
    /// How many colleagues the first account of a commune may invite.
    public static let limit = 3

    /// Whether the account is the first of the commune: of its clerks who are not disabled, the one who has been one longest.
    public let isFirst: Bool
    /// How many colleagues the first account, or the one before it, has invited and nobody has disabled.
    public let invited: Int

    /// How many more colleagues the account may invite; none where it is not the first.
    public var left: Int { self.isFirst ? max(0, Self.limit - self.invited) : 0 }
}

extension InvitationStore {
    /// Reads whether an account may invite colleagues to a commune, and how many more.
    public func colleagues(of id: AccountID, in commune: CommuneCode) async throws -> Colleagues {
        try await self.pool.transaction { try await Self.colleagues(of: id, in: commune, $0) }
    }

    /// Invites a colleague as a clerk of the same commune.
    ///
    /// - Throws: `AccountError` of code `notFirst` or `tooMany`.
    public func inviteColleague(_ draft: AccountDraft, in commune: CommuneCode, by id: AccountID, author: Author) async throws -> Invited {
        let grant = try Grant(.clerk, .commune(commune))
        return try await self.pool.transaction { transaction in
            // One at a time in a commune, whoever is first there: what is counted stays so until the end.
            _ = try await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [.text("vigie colleagues \(grant.territory.text)")])
            let colleagues = try await Self.colleagues(of: id, in: commune, transaction)
            guard colleagues.isFirst else { throw AccountError(.notFirst, "the first account of a commune invites colleagues; this is another") }
            guard colleagues.left > 0 else {
                throw AccountError(.tooMany, "\(Colleagues.limit) colleagues are invited already; the prefecture can make more accounts")
            }
            let change = try await AccountStore.create(draft, grants: [grant], asColleague: true, by: author, in: transaction)
            return Invited(account: change.id, code: try await self.issue(change, by: author))
        }
    }

    private static func colleagues(of id: AccountID, in commune: CommuneCode, _ transaction: Transaction) async throws -> Colleagues {
        let row = try await transaction.query(
            """
            SELECT (array_agg(g.account ORDER BY g.is_colleague, g.granted_at, g.account))[1] AS first, count(*) FILTER (WHERE g.is_colleague) AS invited
            FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account
            WHERE g.territory = $1 AND g.role = 'clerk' AND a.disabled_at IS NULL
            """, [.text("commune:\(commune.text)")]
        ).one()
        return Colleagues(isFirst: try row.optionalUUID("first") == id.bytes, invited: try row.int("invited"))
    }
}
