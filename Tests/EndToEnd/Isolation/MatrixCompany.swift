import AccessMatrix
import Browser
import Foundation
import NIOHTTP1
import TestBench

/// Everybody of the matrix at a house, and what they ask about: accounts, keys, alerts and declarations. All of it is made in a few statements,
/// and removed again.
struct MatrixCompany: Sendable {
    /// The credentials that a subject shows.
    struct Standing: Sendable {
        /// The header, `Cookie` or `Authorization`; `nil` for a subject that shows nothing.
        var header: (name: String, value: String)?
        /// The form token that pages carry for changes.
        var formToken = "none"
        /// A second session of a person.
        var twin: (cookie: String, formToken: String)?
    }

    let house: House
    /// The credentials by the subject's name.
    var standings: [String: Standing] = [:]
    /// The accounts that were made, by their names in the cases.
    var accounts: [String: String] = [:]
    var keys: [String] = []
    let stem = "matrice-\(UUID().uuidString.lowercased().prefix(6))"

    /// Alerts that were closed long ago, with a red that nobody ever confirmed.
    let alerts = [Place.own: "00000000-0000-4000-8000-0000000a1e00", .other: "00000000-0000-4000-8000-0000000a1e56"]
    /// Declarations of zero deaths on a day long ago, which are always the same ones.
    let declarations = [
        Place.own: "00000000-0000-4000-8000-00000dec0001", .sibling: "00000000-0000-4000-8000-00000dec0002",
        .other: "00000000-0000-4000-8000-00000dec0056",
    ]
    /// A session of somebody outside the matrix, which nobody may end.
    let foreign = MatrixSecret()
    private(set) var day = ""
    private(set) var asset = ""

    /// Returns the login of an account, by its name in the cases.
    func login(of called: String) -> String { "\(self.stem)-\(called.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })" }

    private init(house: House) { self.house = house }

    /// Assembles everybody for the cases, and removes them when `body` ends.
    static func with(_ cases: [MatrixCase], at house: House, _ body: (MatrixCompany) async throws -> Void) async throws {
        var company = MatrixCompany(house: house)
        do {
            try await company.assemble(cases)
            try await body(company)
        } catch {
            try? await company.leave()
            throw error
        }
        try await company.leave()
    }

    /// Returns the value of a name in braces in a case.
    func values(_ one: MatrixCase, number: Int) -> [String: String] {
        let place = one.trial.place
        let none = UUID().uuidString.lowercased()
        return [
            "code": place.department, "commune": place.commune, "region": place.region, "role": place.grant.role, "territory": place.grant.territory,
            "uuid": none, "day": self.day, "asset": self.asset, "alert": self.alerts[place] ?? none, "declaration": self.declarations[place] ?? none,
            "account": self.accounts["bystander \(place)"] ?? none, "account-own": self.accounts["bystander own"] ?? none,
            "spare": self.accounts["spare \(number)"] ?? none, "session": place == .other ? self.foreign.reference.text : MatrixSecret().text,
        ]
    }

    /// The spare accounts that were closed, invited or erased, by the number of their case.
    func touched() async throws -> Set<Int> {
        let ids = Set(
            try await self.sql(
                "SELECT id FROM portal.account WHERE id IN (\(self.list)) AND (erased_at IS NOT NULL OR disabled_at IS NOT NULL OR id IN (SELECT account FROM portal.invitation))"
            ))
        return Set(self.accounts.filter { ids.contains($0.value) }.compactMap { $0.key.hasPrefix("spare ") ? Int($0.key.dropFirst(6)) : nil })
    }

    /// Checks what nobody may have changed: the roles of the bystanders, and the session that nobody may end.
    func bystanders() async throws -> [String] {
        try await self.sql(
            """
            SELECT g.role || '@' || g.territory FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account
            WHERE a.login LIKE '\(self.stem)-bystander%' AND a.disabled_at IS NULL UNION ALL SELECT 'session' FROM portal.session WHERE reference = \(self.foreign.reference.sql) ORDER BY 1
            """)
    }

    // MARK: Coming and leaving

    private mutating func assemble(_ cases: [MatrixCase]) async throws {
        self.day = try await HouseClient(house: self.house).department("00").date
        self.asset = try await PlainHTTP.send(.GET, self.house.url + "/connexion").text.firstMatch(of: /\/assets\/([^"\/]+)"/).map { String($0.1) } ?? ""
        try await self.makeAccounts(cases)
        try await self.makeKeys()
        try await self.makeAlerts()
        try await self.declare()
        try await self.signIn()
        try await self.makeTwins()
        try await self.awaitKeys()
    }

    func sql(_ statement: String) async throws -> [String] {
        try await self.house.database("ctl", "-c", statement).split(separator: "\n").map { String($0) }
    }

    var list: String { self.accounts.values.map { "'\($0)'" }.joined(separator: ",") }

    private func leave() async throws {
        try await self.removeAlerts()
        if !self.keys.isEmpty { _ = try await self.sql("DELETE FROM reference.api_key WHERE id IN (\(self.keys.map { "'\($0)'" }.joined(separator: ",")))") }
        guard !self.accounts.isEmpty else { return }
        for table in ["session", "role_grant", "second_factor", "recovery_code", "invitation"] {
            _ = try await self.sql("DELETE FROM portal.\(table) WHERE account IN (\(self.list))")
        }
        _ = try await self.sql("DELETE FROM portal.account WHERE id IN (\(self.list))")
    }
}
