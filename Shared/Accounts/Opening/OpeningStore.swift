import Mortality
public import Persistence

/// Opens departments: an account and a code a commune, the prefecture's first administrator, and the state that lets declarations in.
///
/// All of it is one transaction of few statements, whatever the number of communes. Opening again makes what is missing, and doubles
/// nothing. Codes that were not used are kept unless they are to be renewed.
public struct OpeningStore: Sendable {
    let pool: DatabasePool
    let secret: PortalSecret

    /// Makes a store that writes by the pool's role, and keeps codes as HMACs under the secret.
    public init(pool: DatabasePool, secret: PortalSecret) {
        self.pool = pool
        self.secret = secret
    }

    /// Opens a department, or makes what an earlier opening left out.
    ///
    /// - Throws: `AccountError`: `unknownPlace` for a department that is not loaded, `loginTaken` for an administrator whose login is
    ///   somebody's who is not one.
    public func open(_ order: OpeningOrder, by author: Author) async throws -> Opening {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do {
                return try await self.openAlone(order, by: author)
            } catch let error as DatabaseError where error.code == .lockTimedOut && ContinuousClock.now < deadline {
                // Somebody else opens it at this moment: what they have made is found afterwards.
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// How long an opening waits for another one of the same department.
    private static let patience = Duration.seconds(60)

    private func openAlone(_ order: OpeningOrder, by author: Author) async throws -> Opening {
        try await self.pool.transaction(attempts: 3) { transaction in
            // The department's row is locked from here on: two who open it at once do so one after the other.
            var life = try await DepartmentLifeStore.take(.open, in: order.department, by: author, in: transaction)
            if let number = order.callCentre { life = try await DepartmentLifeStore.setCallCentre(number, in: order.department, in: transaction) }
            let (name, communes) = try await Self.places(order.department, transaction)
            let plan = try OpeningPlan(
                communes: communes, known: try await Self.known(order.department, transaction), logins: try await Self.logins(order.department, transaction),
                renewal: order.renewal)
            try await Self.make(plan.new, by: author, transaction)
            let new = plan.new.map { (id: $0.id, commune: $0.commune, login: $0.login) }
            let invited = (new + plan.renewed.map { (id: $0.id, commune: $0.commune, login: $0.login) }).map { (account: $0, code: InvitationCode()) }
            try await self.issue(invited.map { ($0.account.id, $0.code) }, by: author, transaction)
            let administrator = try await self.administrator(order, by: author, transaction)
            return Opening(
                department: order.department, name: name, life: life, communes: communes.count, made: plan.new.count, kept: plan.kept, used: plan.used,
                disabled: plan.disabled,
                invitations: invited.map {
                    Opening.Invitation(commune: $0.account.commune.code, name: $0.account.commune.name, login: $0.account.login, code: $0.code)
                }.sorted { $0.commune < $1.commune }, administrator: administrator)
        }
    }

    // MARK: Reading

    private static func places(_ department: DepartmentCode, _ transaction: Transaction) async throws -> (String, [OpeningPlan.Commune]) {
        let code = SQLValue.text(department.text)
        let name = try await transaction.query("SELECT name FROM reference.department WHERE code = $1", [code]).one().text(0)
        let communes = try await transaction.query(
            "SELECT code, name FROM reference.commune WHERE department = $1 AND municipality IS NULL AND closed_on IS NULL ORDER BY code", [code]
        ).map { OpeningPlan.Commune(code: try CommuneCode(try $0.text("code")), name: try $0.text("name")) }
        return (name, communes)
    }

    /// Reads the account of each town hall: of several the one that is used already, else the oldest. An account that holds more than the role
    /// of a clerk is not taken for one, since a letter to a town hall must not open more.
    private static func known(_ department: DepartmentCode, _ transaction: Transaction) async throws -> [CommuneCode: OpeningPlan.KnownAccount] {
        let code = SQLValue.text(department.text)
        // Who redeems a code meanwhile has done so, or waits.
        try await transaction.execute(
            """
            SELECT id FROM portal.account
            WHERE id IN (SELECT account FROM portal.role_grant WHERE role = 'clerk' AND department = $1) AND password_hash IS NULL
            ORDER BY id FOR UPDATE
            """, [code])
        return try await transaction.query(
            """
            SELECT DISTINCT ON (g.territory) substr(g.territory, 9) AS commune, a.id, a.login, a.disabled_at IS NOT NULL AS is_disabled,
                a.password_hash IS NOT NULL AS has_password, coalesce(i.expires_at > now(), false) AS has_code
            FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account LEFT JOIN portal.invitation AS i ON i.account = a.id
            WHERE g.role = 'clerk' AND g.department = $1 AND NOT g.is_colleague AND a.erased_at IS NULL
                AND NOT EXISTS (SELECT FROM portal.role_grant AS other WHERE other.account = a.id AND other.role <> 'clerk')
            ORDER BY g.territory, is_disabled, has_password DESC, has_code DESC, a.created_at, a.id
            """, [code]
        ).reduce(into: [:]) { known, row in
            known[try CommuneCode(try row.text("commune"))] = OpeningPlan.KnownAccount(
                account: try AccountID(bytes: try row.uuid("id")), login: try Login(try row.text("login")), isDisabled: try row.bool("is_disabled"),
                hasPassword: try row.bool("has_password"), hasCode: try row.bool("has_code"))
        }
    }

    /// Reads the logins that begin as those of a department's town halls do.
    private static func logins(_ department: DepartmentCode, _ transaction: Transaction) async throws -> Set<String> {
        let pattern = AccountStore.pattern("mairie-\(department.text)")
        return Set(try await transaction.query("SELECT login FROM portal.account WHERE login LIKE $1", [.text(pattern)]).map { try $0.text("login") })
    }

    // MARK: Writing

    private static func make(_ accounts: [OpeningPlan.NewAccount], by author: Author, _ transaction: Transaction) async throws {
        guard !accounts.isEmpty else { return }
        let (ids, creator) = (SQLValue.uuidArray(accounts.map(\.id.bytes)), SQLValue.optional(author.actor.account) { .uuid($0.bytes) })
        let grants = try accounts.map { try Grant(.clerk, .commune($0.commune.code)) }
        try await transaction.execute(
            """
            INSERT INTO portal.account (id, login, name, created_by)
            SELECT id, login, name, $4::uuid FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, login, name)
            """, [ids, .textArray(accounts.map(\.login.text)), .textArray(accounts.map(\.name)), creator])
        try await transaction.execute(
            """
            INSERT INTO portal.role_grant (account, role, territory, granted_by)
            SELECT id, 'clerk', territory, $3::uuid FROM unnest($1::uuid[], $2::text[]) AS new (id, territory)
            """, [ids, .textArray(grants.map(\.territory.text)), creator])
        let notes = zip(accounts, grants).map { AuditNote(.accountCreated, by: author, on: $0.id, detail: AccountStore.text(adding: [$1])) }
        try await AuditStore.write(notes, by: author, in: transaction)
    }

    /// Stores codes in place of those that the accounts had.
    private func issue(_ codes: [(account: AccountID, code: InvitationCode)], by author: Author, _ transaction: Transaction) async throws {
        guard !codes.isEmpty else { return }
        try await transaction.execute(
            """
            INSERT INTO portal.invitation (account, code_mac, issued_by, expires_at)
            SELECT account, code_mac, $3::uuid, now() + make_interval(secs => $4) FROM unnest($1::uuid[], $2::bytea[]) AS new (account, code_mac)
            ON CONFLICT (account) DO UPDATE
            SET code_mac = excluded.code_mac, issued_by = excluded.issued_by, issued_at = now(), expires_at = excluded.expires_at
            """,
            [
                .uuidArray(codes.map(\.account.bytes)), .bytesArray(codes.map { $0.code.stored(under: self.secret) }),
                .optional(author.actor.account) { .uuid($0.bytes) }, .double(Double(InvitationCode.lifetime.components.seconds)),
            ])
        try await AuditStore.write(codes.map { AuditNote(.accountInvited, by: author, on: $0.account) }, by: author, in: transaction)
    }

    private func administrator(_ order: OpeningOrder, by author: Author, _ transaction: Transaction) async throws -> Opening.Administrator? {
        guard let draft = order.administrator else { return nil }
        let grant = try Grant(.prefectureAdministrator, .department(order.department))
        let rows = try await transaction.query("SELECT id FROM portal.account WHERE login = $1", [.text(draft.login.text)])
        let id: AccountID
        if let row = rows.first {
            id = try AccountID(bytes: try row.uuid("id"))
            guard try await self.mayInvite(id, as: grant, renewal: order.renewal, in: transaction) else { return nil }
        } else {
            id = try await AccountStore.create(draft, grants: [grant], by: author, in: transaction).id
        }
        let code = InvitationCode()
        try await self.issue([(id, code)], by: author, transaction)
        return Opening.Administrator(name: draft.name, login: draft.login, code: code)
    }

    /// Says whether the account that has the administrator's login gets a new code.
    ///
    /// - Throws: `AccountError` of code `loginTaken` where it is somebody else's.
    private func mayInvite(_ id: AccountID, as grant: Grant, renewal: OpeningOrder.Renewal, in transaction: Transaction) async throws -> Bool {
        let change = try await AccountChange(id, in: transaction)
        guard try await change.grants().contains(grant) else {
            throw AccountError(.loginTaken, "the administrator's login is somebody's who is no administrator of the department: give the role by hand")
        }
        let state = try await transaction.query(
            """
            SELECT a.password_hash IS NOT NULL, EXISTS (SELECT FROM portal.invitation AS i WHERE i.account = a.id AND i.expires_at > now())
            FROM portal.account AS a WHERE a.id = $1
            """, [change.key]
        ).one()
        let (hasPassword, hasCode) = (try state.bool(0), try state.bool(1))
        return !change.isDisabled && !hasPassword && (!hasCode || renewal == .unused)
    }
}
