public import Accounts
import Mortality
public import Persistence

/// Reads the schema `reference`. The only SQL of this module.
public struct ReferenceStore: Sendable {
    private let pool: DatabasePool

    /// Makes a store that reads by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// The number that each import raises.
    public func version() async throws -> Int {
        try await self.pool.query("SELECT version FROM reference.state").one().int("version")
    }

    private static let keyColumns = """
        id, secret_hash, department, commune, covers_all, can_read, can_write, can_backdate, can_alert, rate_per_second
        """

    /// The keys that are not revoked. A row that cannot be read opens nothing and stops nobody else.
    public func keys() async throws -> KeyRing {
        let rows = try await self.pool.query("SELECT \(Self.keyColumns) FROM reference.api_key WHERE revoked_at IS NULL")
        return KeyRing(try rows.compactMap { try Self.record($0) })
    }

    /// One key; nothing when there is none of this id that is not revoked.
    public func key(id: String) async throws -> KeyRecord? {
        let rows = try await self.pool.query(
            "SELECT \(Self.keyColumns) FROM reference.api_key WHERE revoked_at IS NULL AND id = $1", [.text(id)])
        return try rows.compactMap { try Self.record($0) }.first
    }

    private static func record(_ row: Row) throws -> KeyRecord? {
        let reach: KeyRecord.Reach
        if try row.bool("covers_all") {
            reach = .all
        } else if let department = try row.optionalText("department") {
            guard let code = try? DepartmentCode(department) else { return nil }
            reach = .department(code)
        } else if let commune = try row.optionalText("commune") {
            guard let code = try? CommuneCode(commune) else { return nil }
            reach = .commune(code)
        } else {
            return nil
        }
        return KeyRecord(
            id: try row.text("id"), hash: try row.bytes("secret_hash"), reach: reach, mayRead: try row.bool("can_read"),
            mayWrite: try row.bool("can_write"), mayBackdate: try row.bool("can_backdate"), mayAlert: try row.bool("can_alert"),
            ratePerSecond: try row.optionalInt("rate_per_second"))
    }

    /// Departments that were opened, paused or closed.
    func lives() async throws -> [DepartmentCode: DepartmentLife] { try await DepartmentLifeStore(pool: self.pool).lives() }

    /// What tokens are verified by: the keys that they are signed with, and whose were revoked.
    func tokens() async throws -> TokenVerifier {
        let store = TokenStore(pool: self.pool)
        let keys = try await store.keys()
        let revocations = try await store.revocations()
        return TokenVerifier(keys: keys, revocations: Dictionary(revocations.map { ($0.account, $0.at) }, uniquingKeysWith: max))
    }

    /// One key that tokens are signed with; nothing when there is none of this id.
    func tokenKey(id: TokenKeyID) async throws -> TokenKey? { try await TokenStore(pool: self.pool).key(id) }

    /// Departments and communes.
    func places(
        version: Int, keys: KeyRing, tokens: TokenVerifier, lives: [DepartmentCode: DepartmentLife] = [:]
    ) async throws -> ReferenceSnapshot {
        var communes: [String: [CommuneEntry]] = [:]
        var arrondissements: [CommuneEntry] = []
        for row in try await self.pool.query("SELECT code, department, name, population, zone, municipality, closed_on FROM reference.commune") {
            let entry = CommuneEntry(
                code: try CommuneCode(try row.text("code")), name: try row.text("name"), population: try row.int("population"),
                zone: try row.text("zone"), isArrondissement: try row.optionalText("municipality") != nil,
                closedOn: try row.optionalDay("closed_on").map { try CivilDay(daysSinceEpoch: Int($0)) })
            if entry.isArrondissement { arrondissements.append(entry) } else { communes[try row.text("department"), default: []].append(entry) }
        }
        var successors: [CommuneCode: CommuneCode] = [:]
        for row in try await self.pool.query("SELECT code, successor FROM reference.succession") {
            successors[try CommuneCode(try row.text("code"))] = try CommuneCode(try row.text("successor"))
        }
        let led = successors
        let departments = try await self.pool.query("SELECT code, name, zone FROM reference.department").map { row in
            DepartmentEntry(
                code: try DepartmentCode(try row.text("code")), name: try row.text("name"), zone: try row.text("zone"),
                communes: communes[try row.text("code")] ?? [], successors: led)
        }
        return ReferenceSnapshot(
            version: version, departments: departments, arrondissements: arrondissements, successors: led, keys: keys, tokens: tokens,
            lives: lives)
    }
}
