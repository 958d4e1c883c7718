import Answering
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import NIOCore
import Persistence
import Runtime
import Schema
import TestBench
import Threading
import Web

@testable import Accounts
@testable import Portal

/// Portal's whole router before a database of its own, as the role that the service has there.
final class PeopleBench: Sendable {
    let owner: DatabasePool
    let portal: DatabasePool
    let lookups: DatabasePool
    let people: People
    let others: Asked
    private let routes: PortalRoutes
    /// By how much the clock that sessions are remembered by is ahead.
    private let ahead = Locked(Duration.zero)
    /// The step that a session was opened with last.
    private let steps = Locked<Int64>(10)
    /// Why Portal says that it is away; nothing while it is not.
    let readiness = Readiness()

    static let password = "quatre mots sans rapport"
    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let assets = PageAssets(libraries: BrowserLibraries(folder: nil, logger: quiet), compressed: nil, logger: quiet)

    init(
        address: DatabaseAddress, limits: SignInThrottle.Limits, hasher: PasswordHasher, others: Asked, figures: StandingFigures, allowsDemo: Bool,
        queues: @escaping @Sendable () async -> HouseQueues?, provider: SignInProvider? = nil,
        mailRoot: String? = nil, door: any DeclarationDoor = NoDoor(), hasExercise: Bool = false
    ) throws {
        let options = DatabaseOptions().statementTimeout(.seconds(30))
        self.owner = DatabasePool(address: address, size: 2, name: "tests", options: options, logger: Self.quiet)
        let portal = address.with(user: "vigie_portal", password: "portal")
        self.portal = DatabasePool(address: portal, size: 4, name: "tests", options: options, logger: Self.quiet)
        self.lookups = DatabasePool(address: portal, size: 2, name: "tests", options: People.lookupOptions, logger: Self.quiet)
        let (ahead, clock) = (self.ahead, ZoneClock())
        self.people = People(
            pool: self.portal, lookups: self.lookups, secret: PortalSecret(), cookie: .loopback, hasher: hasher, allowsDemo: allowsDemo, provider: provider,
            mailRoot: mailRoot, limits: limits, clock: clock, logger: Self.quiet, monotonic: { .now + ahead.withLock { $0 } })
        self.others = others
        let snapshot = ReferenceSnapshot(
            version: 1, departments: [try Given.entry(names: ["Auray", "Lorient", "Vannes"])] + (hasExercise ? [try Self.exercise()] : []), keys: KeyRing([]))
        let visitors = Visitors(reference: { snapshot }, people: self.people.directory, cookie: .loopback, clock: clock)
        let (audit, instances) = (self.people.audit, InstanceStore(pool: self.lookups))
        self.routes = PortalRoutes(
            visitors: visitors, people: self.people, figures: figures, others: others, hub: ChangeHub(epoch: "e"), assets: Self.assets,
            health: HouseHealth(
                instance: "portal-1", readiness: self.readiness, queues: queues, doors: { try? await instances.instances(of: "ingest") }),
            note: { try await audit.write($0) }, logger: Self.quiet, clock: clock, door: door,
            past: { $0.text == "56260" ? PastDeaths(perWeek: 9.5, mostADay: 6) : nil })
    }

    /// The exercise department, with four communes.
    private static func exercise() throws -> DepartmentEntry {
        DepartmentEntry(
            code: .exercise, name: "Exercice", zone: "Europe/Paris",
            communes: try (1...4).map { CommuneEntry(code: try CommuneCode("0000\($0)"), name: "Exemple-\($0)", population: 100, zone: "Europe/Paris") })
    }

    /// Lets time pass for what sessions are remembered by.
    func pass(_ time: Duration) { self.ahead.withLock { $0 += time } }

    func close() async { for pool in [self.owner, self.portal, self.lookups] { await pool.close() } }

    /// Runs a test against the router.
    func open<Value: Sendable>(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await Application(router: try self.routes.router(), logger: Self.quiet).test(.router, test)
    }

    // MARK: Who there is

    static let author = Author(.console(user: "tests", host: "bench"))

    /// An account with the password that all here have, and the grants written as `role@territory`.
    @discardableResult
    func person(_ login: String, _ grants: String..., password: String = PeopleBench.password) async throws -> Account {
        try await self.person(login, grants: Set(try grants.map { try Self.grant($0) }), password: password)
    }

    @discardableResult
    func person(_ login: String, grants: Set<Grant>, email: String? = nil, password: String = PeopleBench.password) async throws -> Account {
        let draft = try AccountDraft(login: try Login(login), name: "Personne \(login)", email: email)
        let invited = try await self.people.invitations.invite(draft, grants: grants, by: Self.author)
        let hash = try await self.people.hasher.hash(try Password(password, following: PasswordRule(words: [])))
        return try Self.found(try await self.people.invitations.redeem(invited.code, passwordHash: hash))
    }

    /// A browser that holds a session of an account, with a second factor where it needs one.
    func browser(_ client: any TestClientProtocol, as account: Account, isPatient: Bool = false) async throws -> TestBrowser {
        let token = SessionToken()
        var account = account
        var proof: SecondFactorProof?
        if account.access.needsSecondFactor {
            account = try Self.found(try await self.people.accounts.account(account.id))
            // Another factor would end the sessions that this account has already.
            if !account.hasSecondFactor {
                try await self.factor(of: account.id)
                account = try Self.found(try await self.people.accounts.account(account.id))
            }
            // A step opens one session; these stay below those of codes that a test types.
            proof = .step(
                self.steps.withLock { step in
                    step += 1
                    return step
                })
        }
        guard try await self.people.sessions.open(token, for: account, proof: proof, device: "Firefox") else {
            throw AccountError(.stale, "no session was opened")
        }
        let browser = TestBrowser(client, isPatient: isPatient)
        browser.set("vigie-session", token.text)
        browser.formToken = FormToken(for: token.reference, under: self.people.secret).text
        return browser
    }

    /// Puts a second factor into force.
    @discardableResult
    func factor(of id: AccountID) async throws -> TOTPSecret {
        let secret = TOTPSecret()
        let sealed = try secret.sealed(for: id, under: self.people.secret)
        try await self.people.factors.propose(sealed, to: id)
        let (_, stored) = RecoveryCodes.draw(for: id, under: self.people.secret)
        _ = try await self.people.factors.confirm(sealed, step: 1, recoveryCodes: stored, of: id, keeping: nil, by: Self.author)
        return secret
    }

    func actions(on id: AccountID) async throws -> [String] {
        try await self.owner.query("SELECT action FROM portal.audit WHERE subject = $1 ORDER BY id", [.text("account:\(id)")]).map { try $0.text("action") }
    }

    func actions(by id: AccountID) async throws -> [String] {
        try await self.owner.query("SELECT action FROM portal.audit WHERE actor = $1 ORDER BY id", [.text("account:\(id)")]).map { try $0.text("action") }
    }

    private static func found<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw AccountError(.notFound, "what must be there is not") }
        return value
    }

    static func grant(_ text: String) throws -> Grant {
        let parts = text.split(separator: "@")
        return try Grant(role: String(parts[0]), territory: String(parts[1]))
    }

    /// Costs next to nothing; the way is the same.
    static let cheap = PasswordHash.Cost(memory: 64, passes: 1, lanes: 1)

    static func cheapHasher() throws -> PasswordHasher {
        try PasswordHasher(threads: 1, capacity: 1_024, patience: .seconds(25), cost: self.cheap)
    }
}

/// The server of these tests alone: on it services' roles have passwords, and one test stops it.
private let server = Locked<Task<PrivatePostgreSQL, any Error>?>(nil)

private func privateServer() async throws -> PrivatePostgreSQL {
    try await server.withLock { task in
        let started = task ?? Task { try await PrivatePostgreSQL.start() }
        task = started
        return started
    }.value
}

/// Gives `body` a Portal on a database of its own.
///
/// - Parameter node: The server; the one that all of these tests share unless told.
func withPeople(
    on node: PrivatePostgreSQL? = nil, limits: SignInThrottle.Limits = .init(), hasher: PasswordHasher? = nil, others: Asked = Asked(),
    figures: StandingFigures = StandingFigures(), allowsDemo: Bool = false, queues: @escaping @Sendable () async -> HouseQueues? = { nil },
    provider: SignInProvider? = nil, mailRoot: String? = nil, door: any DeclarationDoor = NoDoor(), hasExercise: Bool = false,
    _ body: (PeopleBench) async throws -> Void
) async throws {
    let server: PrivatePostgreSQL
    if let node { server = node } else { server = try await privateServer() }
    let bench = try PeopleBench(
        address: try DatabaseAddress(url: try await server.makeDatabase()), limits: limits, hasher: try hasher ?? PeopleBench.cheapHasher(),
        others: others, figures: figures, allowsDemo: allowsDemo, queues: queues, provider: provider,
        mailRoot: mailRoot, door: door, hasExercise: hasExercise)
    do {
        try await SchemaInstaller(pool: bench.owner).install(passwords: [.portal: "portal"])
        try await bench.owner.transaction { transaction in
            try await transaction.script(
                """
                INSERT INTO reference.department (code, name, population, commune_count, zone)
                VALUES ('56', 'Morbihan', 1, 3, 'Europe/Paris'), ('29', 'Finistère', 1, 1, 'Europe/Paris');
                INSERT INTO reference.commune (code, department, name, population, zone)
                VALUES ('56260', '56', 'Vannes', 1, 'Europe/Paris'), ('56007', '56', 'Auray', 1, 'Europe/Paris'),
                    ('56121', '56', 'Lorient', 1, 'Europe/Paris'), ('29019', '29', 'Brest', 1, 'Europe/Paris')
                """)
        }
        try await bench.people.signer.renew()
        try await body(bench)
        await bench.close()
    } catch {
        await bench.close()
        throw error
    }
}
