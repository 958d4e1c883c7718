public import Persistence

/// Keeps second factors and recovery codes. What it is given is sealed, or an HMAC, already.
public struct SecondFactorStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Stores a secret that is shown to its owner, and is not in force until a first code comes back. It replaces one that was proposed
    /// before, and leaves alone one that is in force.
    ///
    /// - Parameter sealed: As `TOTPSecret.sealed(for:under:)` gives it.
    public func propose(_ sealed: [UInt8], to id: AccountID) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            try await transaction.execute(
                """
                INSERT INTO portal.second_factor (account, proposed_secret, proposed_at) VALUES ($1, $2, now())
                ON CONFLICT (account) DO UPDATE SET proposed_secret = excluded.proposed_secret, proposed_at = now()
                """, [change.key, .bytes(sealed)])
        }
    }

    /// Puts a proposed secret into force, with new recovery codes in place of any older ones. All other sessions end: they were
    /// opened without it.
    ///
    /// - Parameters:
    ///   - proposed: The sealed secret whose code came back; where another was proposed meanwhile, or the proposal is older than
    ///     an hour, nothing changes.
    ///   - step: The step whose code it was.
    ///   - session: The one that asks, which goes on.
    /// - Returns: Whether it is in force.
    public func confirm(
        _ proposed: [UInt8], step: Int64, recoveryCodes: RecoveryCodes, of id: AccountID, keeping session: SessionReference?, by author: Author
    ) async throws -> Bool {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            let isConfirmed =
                try await transaction.execute(
                    """
                    UPDATE portal.second_factor
                    SET secret = proposed_secret, confirmed_at = now(), last_step = $3, proposed_secret = NULL, proposed_at = NULL
                    WHERE account = $1 AND proposed_secret = $2 AND proposed_at > now() - interval '1 hour'
                    """, [change.key, .bytes(proposed), .int8(step)]) == 1
            guard isConfirmed else { return false }
            try await transaction.execute("DELETE FROM portal.recovery_code WHERE account = $1", [change.key])
            try await transaction.execute(
                "INSERT INTO portal.recovery_code (account, hash) SELECT $1, unnest($2::bytea[])",
                [change.key, .bytesArray(recoveryCodes.stored)])
            try await change.withdraw(keeping: session)
            try await change.note(.secondFactorSet, by: author)
            return true
        }
    }

    /// Takes the second factor away, with its recovery codes, and ends sessions and tokens.
    public func remove(_ id: AccountID, by author: Author) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            try await Self.remove(change, by: author)
            try await change.withdraw()
        }
    }

    static func remove(_ change: AccountChange, by author: Author) async throws {
        try await change.transaction.execute("DELETE FROM portal.recovery_code WHERE account = $1", [change.key])
        guard try await change.transaction.execute("DELETE FROM portal.second_factor WHERE account = $1", [change.key]) == 1 else { return }
        try await change.note(.secondFactorRemoved, by: author)
    }

    /// Uses a proof up, within the transaction of the session that it opens, and answers whether it was still unused.
    static func use(_ proof: SecondFactorProof, _ change: AccountChange, by author: Author) async throws -> Bool {
        switch proof {
        case .step(let step):
            return try await change.transaction.execute(
                "UPDATE portal.second_factor SET last_step = $2 WHERE account = $1 AND secret IS NOT NULL AND last_step < $2",
                [change.key, .int8(step)]) == 1
        case .recoveryCode(let stored):
            guard
                try await change.transaction.execute(
                    "DELETE FROM portal.recovery_code WHERE account = $1 AND hash = $2", [change.key, .bytes(stored)]) == 1
            else { return false }
            try await change.note(.recoveryCodeUsed, by: author)
            return true
        case .provider: return true
        }
    }
}
