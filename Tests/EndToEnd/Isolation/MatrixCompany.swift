import AccessMatrix
import Browser
import Foundation
import NIOHTTP1
import TestBench

/// Everybody of the matrix at a house, and what they ask about: accounts, keys, alerts, declarations. All of it is made in a few
/// statements, and taken away again.
struct MatrixCompany: Sendable {
    /// What a subject shows.
    struct Standing: Sendable {
        /// The header, `Cookie` or `Authorization`; nothing for who shows nothing.
        var header: (name: String, value: String)?
        /// What pages carry for what is changed.
        var formToken = "none"
        /// A second session of a person.
        var twin: (cookie: String, formToken: String)?
    }

    let house: House
    /// By the subject's name.
    private(set) var standings: [String: Standing] = [:]
    /// The accounts made, by what they are called here.
    private var accounts: [String: String] = [:]
    private var keys: [String] = []
    private let stem = "matrice-\(UUID().uuidString.lowercased().prefix(6))"

    /// Alerts that were closed long ago, with a red that nobody ever confirmed.
    let alerts = [Place.own: "00000000-0000-4000-8000-0000000a1e00", .other: "00000000-0000-4000-8000-0000000a1e56"]
    /// Declarations of nothing, of a day long ago: always the same ones.
    let declarations = [
        Place.own: "00000000-0000-4000-8000-00000dec0001", .sibling: "00000000-0000-4000-8000-00000dec0002",
        .other: "00000000-0000-4000-8000-00000dec0056",
    ]
    /// A session of nobody's here, which nobody may end.
    private let foreign = MatrixSecret()
    private(set) var day = ""
    private(set) var asset = ""

    private init(house: House) { self.house = house }

    /// Assembles them for the cases, and sends them away when `body` is through.
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

    /// What stands for a name in braces, in a case.
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

    /// Spares that were closed, invited or erased, by the number of their case.
    func touched() async throws -> Set<Int> {
        let ids = Set(
            try await self.sql("SELECT id FROM portal.account WHERE id IN (\(self.list)) AND (erased_at IS NOT NULL OR disabled_at IS NOT NULL OR id IN (SELECT account FROM portal.invitation))"))
        return Set(self.accounts.filter { ids.contains($0.value) }.compactMap { $0.key.hasPrefix("spare ") ? Int($0.key.dropFirst(6)) : nil })
    }

    /// What is left of who does nothing: the roles of the bystanders, and the session that is nobody's to end.
    func bystanders() async throws -> [String] {
        try await self.sql(
            """
            SELECT g.role || '@' || g.territory FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account
            WHERE a.login LIKE '\(self.stem)-bystander%' AND a.disabled_at IS NULL UNION ALL SELECT 'session' FROM portal.session WHERE reference = \(self.foreign.reference.sql) ORDER BY 1
            """)
    }

    // MARK: Coming

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

    private func sql(_ statement: String) async throws -> [String] {
        try await self.house.database("ctl", "-c", statement).split(separator: "\n").map { String($0) }
    }

    private var list: String { self.accounts.values.map { "'\($0)'" }.joined(separator: ",") }

    /// All with the password of the account for demonstration, hashed already.
    private mutating func makeAccounts(_ cases: [MatrixCase]) async throws {
        let model = try self.demo.login
        var wanted: [(called: String, roles: [String])] = Subject.all.compactMap { subject in subject.roles.map { (subject.name, $0) } }
        wanted += [("bystander own", ["clerk@commune:00003"]), ("bystander other", ["clerk@commune:56121"]), ("bystander nation", ["national-reader@nation"])]
        for (number, one) in cases.enumerated() where one.trial.address.contains("{spare}") && one.trial.place != .unknown {
            let grant = one.trial.place.grant
            wanted.append(("spare \(number)", ["\(grant.role)@\(grant.territory)"]))
        }
        let logins = wanted.map { "\(self.stem)-\($0.called.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })" }
        let rows = zip(logins, wanted).map { "('\($0)','\($1.roles.joined(separator: ";"))')" }.joined(separator: ",")
        let made = try await self.sql(
            """
            WITH wanted (login, grants) AS (VALUES \(rows)),
            made AS (
                INSERT INTO portal.account (id, login, name, password_hash, password_set_at)
                SELECT gen_random_uuid(), w.login, 'Essai de la matrice', m.password_hash, now() FROM wanted AS w, portal.account AS m WHERE m.login = '\(model)'
                RETURNING id, login),
            given AS (
                INSERT INTO portal.role_grant (account, role, territory)
                SELECT made.id, split_part(g, '@', 1), split_part(g, '@', 2)
                FROM made JOIN wanted USING (login), unnest(string_to_array(wanted.grants, ';')) AS g WHERE g <> '')
            SELECT login || ' ' || id FROM made
            """)
        let ids = Dictionary(made.compactMap { line in line.split(separator: " ").count == 2 ? (String(line.split(separator: " ")[0]), String(line.split(separator: " ")[1])) : nil }) { $1 }
        for (login, one) in zip(logins, wanted) { self.accounts[one.called] = ids[login] }
        guard self.accounts.count == wanted.count else { throw BrowserError(description: "\(self.accounts.count) of \(wanted.count) accounts were made") }
        _ = try await self.sql(
            "INSERT INTO portal.session (reference, account, idle_seconds, expires_at, has_second_factor, device) VALUES (\(self.foreign.reference.sql), '\(self.accounts["bystander own"] ?? "")', 3600, now() + interval '1 hour', false, 'matrix')")
    }

    private var demo: (login: String, password: String) {
        get throws {
            let words = try self.house.value("VIGIE_DEMO_CLERK").split(separator: ":", maxSplits: 1).map { String($0) }
            guard words.count == 2 else { throw BrowserError(description: "VIGIE_DEMO_CLERK is no login:password") }
            return (words[0], words[1])
        }
    }

    private mutating func makeKeys() async throws {
        var rows: [String] = []
        for subject in Subject.all {
            guard case .key(let key) = subject.credential else { continue }
            let secret = MatrixSecret()
            self.standings[subject.name] = Standing(header: ("Authorization", "Bearer \(secret.key.text)"))
            guard key.state != .neverMade else { continue }
            let code = key.territory.drop { $0 != ":" }.dropFirst()
            func place(_ kind: String) -> String { key.territory.hasPrefix(kind) ? "'\(code)'" : "NULL" }
            self.keys.append(secret.key.id)
            rows.append(
                "('\(secret.key.id)', \(secret.hashed), 'matrix', \(place("department")), \(place("commune")), \(key.territory == "nation"), \(key.mayRead), \(key.mayWrite), \(key.mayAlert), 100000, \(key.state == .revoked ? "now()" : "NULL"))")
        }
        _ = try await self.sql(
            "INSERT INTO reference.api_key (id, secret_hash, label, department, commune, covers_all, can_read, can_write, can_alert, rate_per_second, revoked_at) VALUES \(rows.joined(separator: ","))")
    }

    private func makeAlerts() async throws {
        try await self.removeAlerts()
        let rows = [("00", self.alerts[.own]), ("56", self.alerts[.other])].map { department, id in
            "('\(id ?? "")', '\(department)', 1, 4, '2019-01-07', '2019-01-13', '2019-01-08', '2019-01-20', '', 1, 1, 1, 3, 2, 'Essai')"
        }
        _ = try await self.sql(
            "INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version, kind, computed_level, status, confirmation, closing_reason) VALUES \(rows.joined(separator: ","))")
    }

    private func removeAlerts() async throws {
        let ids = self.alerts.values.map { "'\($0)'" }.joined(separator: ",")
        for table in ["alert_event WHERE alert", "dossier WHERE alert", "alert WHERE id"] { _ = try await self.sql("DELETE FROM alerting.\(table) IN (\(ids))") }
    }

    private func declare() async throws {
        let client = HouseClient(house: self.house)
        for (place, id) in self.declarations where place != .other || self.house.hasDepartment("56") || self.house.hasDepartment("all") {
            let declaration = Declaration(id: id, commune: place.commune, occurredOn: "2024-01-15", place: nil, cause: nil, deaths: 0)
            let status = try await client.declare(declaration).status
            let told = try await client.poll(seconds: 20) { try await client.get("/v1/declarations/\(id)").status } until: { $0 == 200 }
            guard status == 202, told == 200 else { throw BrowserError(description: "the declaration for \(place.commune) was answered \(status), and is told of with \(told)") }
        }
    }

    // MARK: Signing in

    private struct Session: Decodable { let formToken: String }
    private struct Proposal: Decodable { let secret: String }
    private struct Confirmed: Decodable { let session: Session }
    private struct Token: Decodable { let token: String }

    private mutating func signIn() async throws {
        let password = try self.demo.password
        let people = Subject.all.filter(\.isPerson)
        for start in stride(from: 0, to: people.count, by: 4) {
            let (house, stem) = (self.house, self.stem)
            let opened = try await withThrowingTaskGroup(of: (String, Standing).self) { group in
                for subject in people[start..<min(start + 4, people.count)] {
                    let login = "\(stem)-\(subject.name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })"
                    group.addTask { (subject.name, try await Self.session(subject, login, password, house)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (name, standing) in opened { self.standings[name] = standing }
        }
        for subject in Subject.all {
            guard case .token(let commune) = subject.credential,
                let clerk = Subject.all.first(where: { $0.roles == ["clerk@commune:\(commune)"] }).flatMap({ self.standings[$0.name] })
            else { continue }
            let answer = try await PlainHTTP.send(
                .POST, self.house.url + "/v1/token", json: ["commune": commune],
                headers: ["Cookie": clerk.header?.value ?? "", "X-Vigie-Token": clerk.formToken, "Origin": self.house.url])
            self.standings[subject.name] = Standing(header: ("Authorization", "Bearer \(try JSONDecoder().decode(Token.self, from: answer.body).token)"))
        }
    }

    /// Signs somebody in, and sets up a second factor where they need one.
    private static func session(_ subject: Subject, _ login: String, _ password: String, _ house: House) async throws -> Standing {
        func cookie(_ answer: PlainHTTP.Answer) throws -> String {
            guard let session = answer.cookies.first(where: { !$0.name.hasSuffix("appareil") }) else {
                throw BrowserError(description: "\(subject.name) is not let in: \(answer.status) \(answer.text)")
            }
            return "\(session.name)=\(session.value)"
        }
        let answer = try await PlainHTTP.send(.POST, house.url + "/v1/session", json: ["login": login, "password": password], headers: ["Origin": house.url])
        let first = try cookie(answer)
        let token = try JSONDecoder().decode(Session.self, from: answer.body).formToken
        guard subject.needsSecondFactor, subject.manner != .withoutSecondFactor else { return Standing(header: ("Cookie", first), formToken: token) }
        let headers = ["Cookie": first, "X-Vigie-Token": token, "Origin": house.url]
        let proposal = try await PlainHTTP.send(.POST, house.url + "/v1/account/second-factor", json: [:], headers: headers)
        let code = try await Authenticator.code(try JSONDecoder().decode(Proposal.self, from: proposal.body).secret)
        let confirmed = try await PlainHTTP.send(.POST, house.url + "/v1/account/second-factor", json: ["code": code], headers: headers)
        return Standing(header: ("Cookie", try cookie(confirmed)), formToken: try JSONDecoder().decode(Confirmed.self, from: confirmed.body).session.formToken)
    }

    /// A second session of each person, copied where sessions are kept: a code of the second factor opens only one.
    private mutating func makeTwins() async throws {
        var copies: [String] = []
        var secrets: [String: MatrixSecret] = [:]
        for subject in Subject.all where subject.manner == .proper || subject.manner == .withoutSecondFactor {
            let secret = MatrixSecret()
            secrets[subject.name] = secret
            copies.append(
                "SELECT \(secret.hashed), account, idle_seconds, expires_at, has_second_factor, 'twin' FROM portal.session WHERE account = '\(self.accounts[subject.name] ?? "")'")
        }
        _ = try await self.sql(
            "INSERT INTO portal.session (reference, account, idle_seconds, expires_at, has_second_factor, device) \(copies.joined(separator: " UNION ALL "))")
        for (name, secret) in secrets {
            let cookie = "\(self.standings[name]?.header?.value.prefix { $0 != "=" } ?? "")=\(secret.text)"
            let answer = try await PlainHTTP.send(.GET, self.house.url + "/v1/session", headers: ["Cookie": cookie])
            self.standings[name]?.twin = (cookie, try JSONDecoder().decode(Session.self, from: answer.body).formToken)
        }
    }

    /// Until both services know every key that is in force.
    private func awaitKeys() async throws {
        let client = HouseClient(house: self.house)
        for subject in Subject.all where !subject.isStranger && !subject.isPerson {
            let key = self.standings[subject.name]?.header?.value.dropFirst(7).description
            for path in ["/v1/account", "/v1/declarations?state=refused"] where !subject.isBearer || path != "/v1/account" {
                let status = try await client.poll(seconds: 30) { try await client.send(.GET, path, key: key).status } until: { $0 != 401 }
                guard status != 401 else { throw BrowserError(description: "\(subject.name) is not known at \(path)") }
            }
        }
    }

    // MARK: Leaving

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
