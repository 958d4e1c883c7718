import Mortality
public import Persistence

/// Keeps the sessions of people who are signed in, each under the hash of the token in their browser's cookie.
public struct SessionStore: Sendable {
    /// How long a session lives, however often it is used.
    public static let longest: Duration = .seconds(180 * 86_400)
    /// How many sessions an account has at a time; opening one more ends the one that was unused longest.
    public static let atATime = 20

    let pool: DatabasePool
    private let secret: PortalSecret?

    /// Makes a store that reads and writes by the pool's role.
    ///
    /// - Parameter secret: What the hints of identity providers are sealed under; without, none are kept.
    public init(pool: DatabasePool, secret: PortalSecret? = nil) {
        self.pool = pool
        self.secret = secret
    }

    // MARK: Opening

    /// Opens a session for somebody who has shown the password, or the tied identity, that `account` was read with.
    ///
    /// - Parameters:
    ///   - proof: What was shown besides. It is used up here: the same one opens nothing a second time.
    ///   - provider: Who vouched for the person, where that was an identity provider.
    ///   - device: What the browser says it is; cut after 200 characters.
    /// - Returns: False, and nothing is opened, when the account was disabled, its roles, password or second factor changed since
    ///   it was read, or the proof was used before: sign in again.
    public func open(
        _ token: SessionToken, for account: Account, proof: SecondFactorProof? = nil, by provider: ProviderSignIn? = nil, device: String = "",
        address: String? = nil, correlation: String? = nil
    ) async throws -> Bool {
        let author = Author(.account(account.id), address: address, correlation: correlation)
        let device = AuditText.line(device, atMost: 200) ?? ""
        do {
            return try await self.pool.transaction { transaction in
                let change = try await AccountChange(account.id, in: transaction)
                guard !change.isDisabled, change.version == account.version else { return false }
                if let proof, try await !SecondFactorStore.use(proof, change, by: author) { throw Refused() }
                try await Self.insert(token.reference, change, account.access, hasSecondFactor: proof != nil, device: device)
                if let provider { try await self.keep(provider, of: token.reference, in: transaction) }
                try await transaction.execute("UPDATE portal.account SET last_sign_in_at = now() WHERE id = $1", [change.key])
                try await change.note(.signedIn, by: author, detail: Self.words(proof, provider))
                return true
            }
        } catch is Refused {
            return false
        } catch let error as AccountError where error.code == .notFound {
            return false
        }
    }

    private struct Refused: Error {}

    /// Writes for the audit how somebody signed in; `nil` where it was by the password alone.
    private static func words(_ proof: SecondFactorProof?, _ provider: ProviderSignIn?) -> String? {
        var words: [String] = provider == nil ? [] : ["by the identity provider"]
        switch proof {
        case .provider(let level): words.append("with a second factor of its own (\(level))")
        case .step, .recoveryCode: words.append("with a second factor")
        case nil: break
        }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private func keep(_ provider: ProviderSignIn, of reference: SessionReference, in transaction: Transaction) async throws {
        let hint = self.secret.flatMap { SessionHint.sealed(provider.idToken, under: $0) }
        try await transaction.execute(
            "INSERT INTO portal.session_identity (reference, hint) VALUES ($1, $2)", [.bytes(reference.bytes), .optional(hint) { .bytes($0) }])
    }

    /// Reads what the identity provider gave for a session; `nil` where none vouched for the person.
    public func provider(of reference: SessionReference) async throws -> ProviderSignIn? {
        try await self.pool.query("SELECT hint FROM portal.session_identity WHERE reference = $1", [.bytes(reference.bytes)]).map { row in
            let sealed = try row.optionalBytes("hint")
            return ProviderSignIn(idToken: self.secret.flatMap { SessionHint.opened(sealed, under: $0) })
        }.first
    }

    private static func insert(
        _ reference: SessionReference, _ change: AccountChange, _ access: Access, hasSecondFactor: Bool, device: String
    ) async throws {
        try await change.transaction.execute(
            """
            DELETE FROM portal.session WHERE reference IN (
                SELECT reference FROM portal.session WHERE account = $1 ORDER BY last_seen_at DESC, reference OFFSET $2)
            """, [change.key, .int(Self.atATime - 1)])
        try await change.transaction.execute(
            """
            INSERT INTO portal.session (reference, account, idle_seconds, expires_at, has_second_factor, device)
            VALUES ($1, $2, $3, now() + make_interval(secs => $4), $5, $6)
            """,
            [
                .bytes(reference.bytes), change.key, .int4(self.idleSeconds(access)), .double(Double(Self.longest.components.seconds)),
                .bool(hasSecondFactor), .text(device),
            ])
    }

    static func idleSeconds(_ access: Access) -> Int32 { Int32(clamping: min(max(access.idleLimit.components.seconds, 1), 2_592_000)) }

    // MARK: Finding

    private static let isOpen = "s.last_seen_at > now() - make_interval(secs => s.idle_seconds) AND s.expires_at > now()"

    /// Reads a session, with what its account may do now; `nil` when there is none, or it is over. The one statement also notes that the
    /// session is in use, once a minute at most and without ever waiting for others.
    ///
    /// - Parameter isUse: False for a look that is no use of it: an open stream of events asks from time to time whether it may go on.
    public func session(_ reference: SessionReference, isUse: Bool = true) async throws -> Session? {
        try await self.pool.query(
            """
            WITH due AS (
                SELECT s.reference FROM portal.session AS s
                WHERE $2::boolean AND s.reference = $1 AND s.last_seen_at < now() - interval '1 minute' AND \(Self.isOpen)
                FOR UPDATE SKIP LOCKED
            ), touched AS (
                UPDATE portal.session SET last_seen_at = now() WHERE reference IN (SELECT reference FROM due)
            )
            SELECT s.reference, s.account, a.login, a.name, a.is_demo, s.opened_at, s.last_seen_at, s.expires_at, s.has_second_factor,
                ARRAY(SELECT g.role || ' ' || g.territory FROM portal.role_grant AS g WHERE g.account = s.account) AS grants
            FROM portal.session AS s JOIN portal.account AS a ON a.id = s.account
            WHERE s.reference = $1 AND \(Self.isOpen) AND a.disabled_at IS NULL AND a.erased_at IS NULL
            """, [.bytes(reference.bytes), .bool(isUse)]
        ).map { row in
            Session(
                reference: reference, account: try AccountID(bytes: try row.uuid("account")), login: try Login(try row.text("login")),
                name: try row.text("name"), access: Access(try AccountStore.grants(row)),
                openedAt: Instant(microseconds: try row.timestamp("opened_at")), lastSeenAt: Instant(microseconds: try row.timestamp("last_seen_at")),
                expiresAt: Instant(microseconds: try row.timestamp("expires_at")), hasSecondFactor: try row.bool("has_second_factor"),
                isDemo: try row.bool("is_demo"))
        }.first
    }

    /// Notes that a session is in use, once a minute at most, where it was recalled from memory and not read.
    public func touch(_ reference: SessionReference) async throws {
        try await self.pool.execute(
            """
            UPDATE portal.session SET last_seen_at = now() WHERE reference IN (
                SELECT s.reference FROM portal.session AS s
                WHERE s.reference = $1 AND s.last_seen_at < now() - interval '1 minute' AND \(Self.isOpen) FOR UPDATE SKIP LOCKED)
            """, [.bytes(reference.bytes)])
    }

    /// Reads the open sessions of an account, the one used last first.
    public func list(of id: AccountID) async throws -> [SessionSummary] {
        try await self.pool.query(
            """
            SELECT s.reference, s.opened_at, s.last_seen_at, s.expires_at, s.device, s.has_second_factor
            FROM portal.session AS s WHERE s.account = $1 AND \(Self.isOpen) ORDER BY s.last_seen_at DESC, s.reference
            """, [.uuid(id.bytes)]
        ).compactMap { row in
            guard let reference = SessionReference(bytes: try row.bytes("reference")) else { return nil }
            return SessionSummary(
                reference: reference, openedAt: Instant(microseconds: try row.timestamp("opened_at")),
                lastSeenAt: Instant(microseconds: try row.timestamp("last_seen_at")), expiresAt: Instant(microseconds: try row.timestamp("expires_at")),
                device: try row.text("device"), hasSecondFactor: try row.bool("has_second_factor"))
        }
    }

    // MARK: Ending

    /// Ends one session of an account, and answers whether it was there. Another account's is not touched.
    ///
    /// - Parameter action: `signedOut` for the one that asks, `sessionEnded` for another one in the list.
    @discardableResult
    public func end(_ reference: SessionReference, of id: AccountID, as action: AuditAction = .signedOut, by author: Author) async throws -> Bool {
        try await self.pool.transaction { transaction in
            guard
                try await transaction.execute(
                    "DELETE FROM portal.session WHERE reference = $1 AND account = $2", [.bytes(reference.bytes), .uuid(id.bytes)]) == 1
            else { return false }
            try await AuditStore.write(AuditNote(action, by: author, on: id), in: transaction)
            return true
        }
    }

    /// Ends all sessions of an account, and its tokens, and answers how many sessions that were.
    ///
    /// - Parameter session: One that goes on.
    @discardableResult
    public func endAll(of id: AccountID, keeping session: SessionReference? = nil, by author: Author) async throws -> Int {
        try await self.pool.transaction { transaction in
            let change = try await AccountChange(id, in: transaction)
            let ended = try await change.withdraw(keeping: session)
            try await change.note(.signedOutEverywhere, by: author, detail: "sessions \(ended)")
            return ended
        }
    }

    /// Deletes sessions that are over, at most a thousand, and answers how many; to be called now and then.
    @discardableResult
    public func purge() async throws -> Int {
        try await self.pool.execute(
            "DELETE FROM portal.session WHERE reference IN (SELECT s.reference FROM portal.session AS s WHERE NOT (\(Self.isOpen)) LIMIT 1000)")
    }
}
