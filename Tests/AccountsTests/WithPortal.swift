import Accounts
import Foundation
import Logging
import Mortality
import Persistence
import Schema
import TestBench
import Threading

/// A database with all tables, a few communes, and a connection to it as each of those who use it.
struct PortalBench {
    /// Owns the tables, as vigiectl does.
    let owner: DatabasePool
    /// The role of the service Portal: the stores are tested as it.
    let portal: DatabasePool
    let ingest: DatabasePool
    let secret = PortalSecret()

    var accounts: AccountStore { AccountStore(pool: self.portal) }
    var invitations: InvitationStore { InvitationStore(pool: self.portal, secret: self.secret) }
    var sessions: SessionStore { SessionStore(pool: self.portal) }
    var factors: SecondFactorStore { SecondFactorStore(pool: self.portal) }
    var audit: AuditStore { AuditStore(pool: self.portal) }
    var tokens: TokenStore { TokenStore(pool: self.portal) }

    static let author = Author(.console(user: "tests", host: "bench"), address: "192.0.2.1", correlation: "c-1")

    /// An account with a password, and the grants written as `role@territory`.
    @discardableResult
    func person(_ login: String, _ grants: String...) async throws -> Account {
        let draft = try AccountDraft(login: try Login(login), name: "Person \(login)", email: "\(login)@example.fr", telephone: "02 97 00 00 00")
        let invited = try await self.invitations.invite(draft, grants: try Self.grants(grants), by: Self.author)
        let account = try await self.invitations.redeem(invited.code, passwordHash: try Self.hash(1))
        guard let account else { throw AccountError(.notFound, "the invitation could not be redeemed") }
        return account
    }

    /// A session of an account as it is now.
    func signIn(_ id: AccountID, proof: SecondFactorProof? = nil) async throws -> SessionReference {
        let token = SessionToken()
        guard let account = try await self.accounts.account(id), try await self.sessions.open(token, for: account, proof: proof, device: "Firefox")
        else { throw AccountError(.stale, "no session was opened") }
        return token.reference
    }

    /// How many revocations an account has.
    func revocations(_ id: AccountID) async throws -> Int {
        try await self.owner.query("SELECT count(*) FROM reference.token_revocation WHERE account = $1", [.uuid(id.bytes)]).one().int(0)
    }

    /// The actions that the audit has of an account, the oldest first.
    func actions(on id: AccountID) async throws -> [String] {
        try await self.owner.query("SELECT action FROM portal.audit WHERE subject = $1 ORDER BY id", [.text("account:\(id)")]).map { try $0.text("action") }
    }

    static func grants(_ texts: [String]) throws -> Set<Grant> {
        Set(
            try texts.map { text in
                let parts = text.split(separator: "@")
                return try Grant(role: String(parts[0]), territory: String(parts[1]))
            })
    }

    /// A hash as they are stored; the number makes them differ.
    static func hash(_ number: UInt8) throws -> PasswordHash {
        let tag = Data(repeating: number, count: 32).base64EncodedString().replacing("=", with: "")
        return try PasswordHash(stored: "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\(tag)")
    }
}

/// The server of these tests alone: on it, unlike on the one that all share, services' roles have passwords.
private let server = Locked<Task<PrivatePostgreSQL, any Error>?>(nil)

private func privateServer() async throws -> PrivatePostgreSQL {
    try await server.withLock { task in
        let started =
            task
            ?? Task {
                let server = try await PrivatePostgreSQL.start()
                // Roles belong to the server: they get their passwords once, not by each test.
                try await withPool(on: server.url, size: 1) { try await SchemaInstaller(pool: $0).install(passwords: [.portal: "portal", .ingest: "ingest"]) }
                return server
            }
        task = started
        return started
    }.value
}

/// Gives `body` a bench on a database of its own.
func withPortal(_ body: (PortalBench) async throws -> Void) async throws {
    let address = try DatabaseAddress(url: try await privateServer().makeDatabase())
    let options = DatabaseOptions().statementTimeout(.seconds(60))
    let bench = PortalBench(
        owner: DatabasePool(address: address, size: 2, name: "tests", options: options, logger: quiet),
        portal: DatabasePool(address: address.with(user: "vigie_portal", password: "portal"), size: 8, name: "tests", options: options, logger: quiet),
        ingest: DatabasePool(address: address.with(user: "vigie_ingest", password: "ingest"), size: 1, name: "tests", options: options, logger: quiet))
    func close() async { for pool in [bench.owner, bench.portal, bench.ingest] { await pool.close() } }
    do {
        try await SchemaInstaller(pool: bench.owner).install()
        try await bench.owner.transaction { transaction in
            try await transaction.script(
                """
                INSERT INTO reference.department (code, name, population, commune_count, zone)
                VALUES ('56', 'Morbihan', 1, 3, 'Europe/Paris'), ('974', 'La Réunion', 1, 1, 'Indian/Reunion'), ('2A', 'Corse-du-Sud', 1, 1, 'Europe/Paris');
                INSERT INTO reference.commune (code, department, name, population, zone, closed_on)
                VALUES ('56260', '56', 'Vannes', 1, 'Europe/Paris', NULL), ('56007', '56', 'Auray', 1, 'Europe/Paris', NULL),
                    ('56049', '56', 'Close', 1, 'Europe/Paris', '2019-01-01'), ('97411', '974', 'Saint-Denis', 1, 'Indian/Reunion', NULL),
                    ('2A004', '2A', 'Ajaccio', 1, 'Europe/Paris', NULL)
                """)
        }
        try await body(bench)
        await close()
    } catch {
        await close()
        throw error
    }
}

/// Runs the same thing many times at once, and answers what each gave.
func atOnce<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
        for number in 0..<count { group.addTask { try await body(number) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
