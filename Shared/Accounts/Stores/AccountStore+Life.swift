import Persistence

extension AccountStore {
    /// Keeps a person from signing in; sessions, tokens and open invitations end. Answers whether it could until now.
    @discardableResult
    public func disable(_ id: AccountID, ifVersion expected: Int64? = nil, by author: Author) async throws -> Bool {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            guard !change.isDisabled else { return false }
            try await transaction.execute("UPDATE portal.account SET disabled_at = now() WHERE id = $1", [change.key])
            try await InvitationStore.removeCodes(change)
            try await change.withdraw()
            try await change.note(.accountDisabled, by: author)
            return true
        }
    }

    /// Lets a person sign in again, as before. Answers whether it could not until now.
    @discardableResult
    public func enable(_ id: AccountID, ifVersion expected: Int64? = nil, by author: Author) async throws -> Bool {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            guard change.isDisabled else { return false }
            try await transaction.execute("UPDATE portal.account SET disabled_at = NULL, version = version + 1 WHERE id = $1", [change.key])
            try await change.note(.accountEnabled, by: author)
            return true
        }
    }

    /// Sets the password that a person chose in place of an old one. All other sessions end, and all tokens.
    ///
    /// - Parameters:
    ///   - session: the one that asks, which goes on.
    ///   - expected: the version that the old password was checked against.
    public func setPassword(
        of id: AccountID, to hash: PasswordHash, keeping session: SessionReference?, ifVersion expected: Int64, by author: Author
    ) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            guard !change.isDisabled else { throw AccountError(.disabled, "the account is disabled") }
            try await change.setPassword(hash)
            try await change.withdraw(keeping: session)
            try await change.note(.passwordSet, by: author)
        }
    }

    /// Keeps the same password hashed more strongly, if it is still the same.
    @discardableResult
    public func rehash(_ id: AccountID, from old: PasswordHash, to new: PasswordHash) async throws -> Bool {
        try await self.pool.execute(
            "UPDATE portal.account SET password_hash = $3 WHERE id = $1 AND password_hash = $2", [.uuid(id.bytes), .text(old.stored), .text(new.stored)]) == 1
    }

    /// Erases a person's data: login, name, address, telephone, password, second factor, sessions, roles. The id stays, as a pseudonym for the
    /// ledger and the audit; the login is free for somebody else.
    public func erase(_ id: AccountID, by author: Author) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            try await change.take(try await change.grants())
            for table in ["role_grant", "invitation", "mailed_code", "identity", "second_factor", "recovery_code", "mail", "reminder"] {
                try await transaction.execute("DELETE FROM portal.\(table) WHERE account = $1", [change.key])
            }
            try await transaction.execute(
                """
                UPDATE portal.account
                SET login = NULL, name = NULL, email = NULL, telephone = NULL, password_hash = NULL, password_set_at = NULL,
                    last_sign_in_at = NULL, disabled_at = coalesce(disabled_at, now()), erased_at = now()
                WHERE id = $1
                """, [change.key])
            try await change.withdraw()
            try await change.note(.accountErased, by: author)
        }
    }
}
