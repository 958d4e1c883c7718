public import Mortality
import Persistence

extension AccountStore {
    // MARK: Making

    /// Makes an account that nobody can sign in to yet, within a transaction that goes on to invite its person.
    static func create(
        _ draft: AccountDraft, grants: Set<Grant>, asColleague: Bool = false, by author: Author, in transaction: Transaction
    ) async throws -> AccountChange {
        try await AccountChange.check(grants, in: transaction)
        let change = try await self.insert(draft, by: author, in: transaction)
        try await change.give(grants, by: author, asColleague: asColleague)
        try await change.note(.accountCreated, by: author, detail: self.text(adding: grants))
        return change
    }

    /// Makes an account for demonstration, whose password stands in a file, or gives one that is there the new password, the new second factor
    /// and exactly these roles. Only the owner's role may.
    ///
    /// - Parameter sealedFactor: Seals the second factor for the account, where it is to have one: it is in force at once.
    @discardableResult
    public func createDemo(
        _ draft: AccountDraft, grants: Set<Grant>, passwordHash: PasswordHash, sealedFactor: (@Sendable (AccountID) throws -> [UInt8])? = nil, by author: Author
    ) async throws -> AccountID {
        try await self.pool.transaction { transaction in
            try await AccountChange.check(grants, in: transaction)
            let known = try await transaction.query(
                "SELECT id, is_demo FROM portal.account WHERE login = $1", [.text(draft.login.text)]
            ).first
            let change: AccountChange
            if let known {
                guard try known.bool("is_demo") else {
                    throw AccountError(.loginTaken, "\(draft.login) is the login of an account that is not for demonstration")
                }
                change = try await AccountChange(try AccountID(bytes: try known.uuid("id")), in: transaction)
                try await change.take(try await change.grants().subtracting(grants))
                for table in ["second_factor", "recovery_code"] {
                    try await transaction.execute("DELETE FROM portal.\(table) WHERE account = $1", [change.key])
                }
                try await change.withdraw()
            } else {
                change = try await Self.insert(draft, by: author, in: transaction)
            }
            try await change.give(grants, by: author)
            if let sealed = try sealedFactor?(change.id) {
                try await transaction.execute(
                    "INSERT INTO portal.second_factor (account, secret, confirmed_at) VALUES ($1, $2, now())", [change.key, .bytes(sealed)])
            }
            try await transaction.execute(
                """
                UPDATE portal.account SET is_demo = true, disabled_at = NULL, password_hash = $2, password_set_at = now(), name = $3
                WHERE id = $1
                """, [change.key, .text(passwordHash.stored), .text(draft.name)])
            try await change.note(.accountCreated, by: author, detail: ["demonstration", Self.text(adding: grants)].compactMap { $0 }.joined(separator: ", "))
            return change.id
        }
    }

    static func insert(_ draft: AccountDraft, by author: Author, in transaction: Transaction) async throws -> AccountChange {
        let id = AccountID()
        do throws(DatabaseError) {
            try await transaction.execute(
                "INSERT INTO portal.account (id, login, name, email, telephone, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
                [
                    .uuid(id.bytes), .text(draft.login.text), .text(draft.name), .optional(draft.email) { .text($0) },
                    .optional(draft.telephone) { .text($0) }, .optional(author.actor.account) { .uuid($0.bytes) },
                ])
        } catch {
            guard error.code == .uniqueViolation else { throw error }
            throw AccountError(.loginTaken, "the login \(draft.login) is somebody's already")
        }
        return try await AccountChange(id, in: transaction)
    }

    /// Changes an account's login, name, e-mail address and telephone number.
    public func correct(_ id: AccountID, _ draft: AccountDraft, by author: Author) async throws {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            do throws(DatabaseError) {
                try await transaction.execute(
                    "UPDATE portal.account SET login = $2, name = $3, email = $4, telephone = $5 WHERE id = $1",
                    [
                        change.key, .text(draft.login.text), .text(draft.name), .optional(draft.email) { .text($0) },
                        .optional(draft.telephone) { .text($0) },
                    ])
            } catch {
                guard error.code == .uniqueViolation else { throw error }
                throw AccountError(.loginTaken, "the login \(draft.login) is somebody's already")
            }
            try await change.note(.accountChanged, by: author)
        }
    }

    // MARK: Roles

    /// Gives and takes roles, and answers what the account holds then. What is given that it holds, and taken that it does not,
    /// changes nothing. Where something is taken, or what is given asks for a second factor that was not asked for before, its
    /// sessions and tokens end.
    @discardableResult
    public func changeGrants(
        of id: AccountID, adding: Set<Grant> = [], removing: Set<Grant> = [], ifVersion expected: Int64? = nil, by author: Author
    ) async throws -> Set<Grant> {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            let before = try await change.grants()
            let after = before.subtracting(removing).union(adding)
            let (given, taken) = (after.subtracting(before), before.subtracting(after))
            guard !given.isEmpty || !taken.isEmpty else { return before }
            try await Self.apply(change, given: given, taken: taken, after: after, before: before, by: author)
            try await change.note(.rolesChanged, by: author, detail: Self.text(adding: given, removing: taken))
            return after
        }
    }

    /// Moves a clerk to another commune; its sessions and tokens end.
    public func move(_ id: AccountID, from: CommuneCode, to: CommuneCode, ifVersion expected: Int64? = nil, by author: Author) async throws {
        let (old, new) = (try Grant(.clerk, .commune(from)), try Grant(.clerk, .commune(to)))
        guard old != new else { throw AccountError(.invalid, "a clerk is moved from one commune to another") }
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, ifVersion: expected, in: transaction)
            let before = try await change.grants()
            guard before.contains(old) else { throw AccountError(.notHeld, "the account is not a clerk of commune \(from)") }
            let after = before.subtracting([old]).union([new])
            try await Self.apply(change, given: after.subtracting(before), taken: [old], after: after, before: before, by: author)
            try await change.note(.accountMoved, by: author, detail: "commune \(from) -> \(to)")
        }
    }

    private static func apply(
        _ change: AccountChange, given: Set<Grant>, taken: Set<Grant>, after: Set<Grant>, before: Set<Grant>, by author: Author
    ) async throws {
        try await AccountChange.check(given, in: change.transaction)
        try await change.take(taken)
        try await change.give(given, by: author)
        let access = Access(after)
        if !taken.isEmpty || (access.needsSecondFactor && !Access(before).needsSecondFactor) {
            try await change.withdraw()
        } else {
            try await change.raiseVersion()
            try await change.transaction.execute(
                "UPDATE portal.session SET idle_seconds = least(idle_seconds, $2) WHERE account = $1",
                [change.key, .int4(SessionStore.idleSeconds(access))])
        }
    }

    /// Writes for the audit which roles were given and taken; `nil` where none were.
    static func text(adding: Set<Grant>, removing: Set<Grant> = []) -> String? {
        let words = adding.sorted().map { "+\($0)" } + removing.sorted().map { "-\($0)" }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}
