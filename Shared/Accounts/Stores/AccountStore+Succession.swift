public import Mortality
public import Persistence

/// What became of the clerks of communes that are no more.
public struct Succeeded: Hashable, Sendable {
    /// Clerks who declare for the successor from now on.
    public var moved = 0
    /// Clerks who were the successor's already, and only lost what they held in the commune that is no more.
    public var merged = 0
    /// The logins of the clerks who stay where they are, by commune, since no file says where its land went.
    public var undecided: [CommuneCode: [Login]] = [:]

    /// Makes an empty tally.
    public init() {}
}

extension AccountStore {
    /// Makes clerks of communes that are no more clerks of those that they are part of, within the transaction that closes them.
    ///
    /// Sessions, passwords and invitations stay: the people are the same, and so is the letter that they hold. When and by whom the
    /// role was given stays too, so that the first account of a commune is the one that has been there longest. Done again it changes
    /// nothing. The owner's role alone may: no service writes when a role was given.
    ///
    /// - Parameters:
    ///   - successors: where each leads.
    ///   - undecided: those of which nobody can say where they lead; their clerks are only named.
    public static func handOn(
        _ successors: [CommuneCode: CommuneCode], undecided: Set<CommuneCode>, by author: Author, in transaction: Transaction
    ) async throws -> Succeeded {
        var succeeded = Succeeded()
        for (account, commune) in try await self.clerks(of: Set(successors.keys), transaction) {
            guard let successor = successors[commune] else { continue }
            let change = try await AccountChange(account, in: transaction)
            let (old, new) = (Territory.commune(commune).text, Territory.commune(successor).text)
            let isMoved =
                try await transaction.execute(
                    """
                    INSERT INTO portal.role_grant (account, role, territory, granted_at, granted_by, is_colleague)
                    SELECT account, role, $3, granted_at, granted_by, is_colleague FROM portal.role_grant
                    WHERE account = $1 AND role = 'clerk' AND territory = $2
                    ON CONFLICT (account, role, territory) DO NOTHING
                    """, [change.key, .text(old), .text(new)]) == 1
            try await transaction.execute(
                "DELETE FROM portal.role_grant WHERE account = $1 AND role = 'clerk' AND territory = $2", [change.key, .text(old)])
            try await change.raiseVersion()
            try await change.note(.accountMoved, by: author, detail: "commune \(commune) -> \(successor), which it is part of now")
            if isMoved { succeeded.moved += 1 } else { succeeded.merged += 1 }
        }
        succeeded.undecided = try await self.logins(ofClerksOf: undecided, transaction)
        return succeeded
    }

    /// Reads the clerks of communes, in the order in which accounts are locked.
    private static func clerks(of communes: Set<CommuneCode>, _ transaction: Transaction) async throws -> [(AccountID, CommuneCode)] {
        guard !communes.isEmpty else { return [] }
        return try await transaction.query(
            "SELECT account, substr(territory, 9) AS commune FROM portal.role_grant WHERE role = 'clerk' AND territory = ANY ($1) ORDER BY account, territory",
            [self.territories(communes)]
        ).map { (try AccountID(bytes: try $0.uuid("account")), try CommuneCode(try $0.text("commune"))) }
    }

    private static func logins(ofClerksOf communes: Set<CommuneCode>, _ transaction: Transaction) async throws -> [CommuneCode: [Login]] {
        guard !communes.isEmpty else { return [:] }
        return try await transaction.query(
            """
            SELECT substr(g.territory, 9) AS commune, a.login FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account
            WHERE g.role = 'clerk' AND g.territory = ANY ($1) AND a.erased_at IS NULL ORDER BY a.login
            """, [self.territories(communes)]
        ).reduce(into: [:]) { $0[try CommuneCode(try $1.text("commune")), default: []].append(try Login(try $1.text("login"))) }
    }

    private static func territories(_ communes: Set<CommuneCode>) -> SQLValue {
        .textArray(communes.map { Territory.commune($0).text }.sorted())
    }
}
