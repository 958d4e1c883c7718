import AccessMatrix
import Browser
import Foundation
import TestBench

/// Makes what the cases ask about, and keys, by writing them where the house keeps them.
extension MatrixCompany {
    /// Makes the accounts, all with the hash of the password of the account for demonstration.
    mutating func makeAccounts(_ cases: [MatrixCase]) async throws {
        let model = try self.demo.login
        var wanted: [(called: String, roles: [String])] = Subject.all.compactMap { subject in subject.roles.map { (subject.name, $0) } }
        wanted += [("bystander own", ["clerk@commune:00003"]), ("bystander other", ["clerk@commune:56121"]), ("bystander nation", ["national-reader@nation"])]
        for (number, one) in cases.enumerated() where one.trial.address.contains("{spare}") && one.trial.place != .unknown {
            let grant = one.trial.place.grant
            wanted.append(("spare \(number)", ["\(grant.role)@\(grant.territory)"]))
        }
        let logins = wanted.map { self.login(of: $0.called) }
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
        let ids = Dictionary(made.compactMap { $0.wholeMatch(of: /(\S+) (\S+)/).map { (String($0.1), String($0.2)) } }) { $1 }
        for (login, one) in zip(logins, wanted) { self.accounts[one.called] = ids[login] }
        guard self.accounts.count == wanted.count else { throw BrowserError(description: "\(self.accounts.count) of \(wanted.count) accounts were made") }
        _ = try await self.sql(
            "INSERT INTO portal.session (reference, account, idle_seconds, expires_at, has_second_factor, device) VALUES (\(self.foreign.reference.sql), '\(self.accounts["bystander own"] ?? "")', 3600, now() + interval '1 hour', false, 'matrix')"
        )
    }

    var demo: (login: String, password: String) {
        get throws {
            let words = try self.house.value("VIGIE_DEMO_CLERK").split(separator: ":", maxSplits: 1).map { String($0) }
            guard words.count == 2 else { throw BrowserError(description: "VIGIE_DEMO_CLERK is no login:password") }
            return (words[0], words[1])
        }
    }

    mutating func makeKeys() async throws {
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
                "('\(secret.key.id)', \(secret.hashed), 'matrix', \(place("department")), \(place("commune")), \(key.territory == "nation"), \(key.mayRead), \(key.mayWrite), \(key.mayAlert), 100000, \(key.state == .revoked ? "now()" : "NULL"))"
            )
        }
        _ = try await self.sql(
            "INSERT INTO reference.api_key (id, secret_hash, label, department, commune, covers_all, can_read, can_write, can_alert, rate_per_second, revoked_at) VALUES \(rows.joined(separator: ","))"
        )
    }

    func makeAlerts() async throws {
        try await self.removeAlerts()
        let rows = [("00", self.alerts[.own]), ("56", self.alerts[.other])].map { department, id in
            "('\(id ?? "")', '\(department)', 1, 4, '2019-01-07', '2019-01-13', '2019-01-08', '2019-01-20', '', 1, 1, 1, 3, 2, 'Essai')"
        }
        _ = try await self.sql(
            "INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version, kind, computed_level, status, confirmation, closing_reason) VALUES \(rows.joined(separator: ","))"
        )
    }

    func removeAlerts() async throws {
        let ids = self.alerts.values.map { "'\($0)'" }.joined(separator: ",")
        for table in ["alert_event WHERE alert", "dossier WHERE alert", "alert WHERE id"] {
            _ = try await self.sql("DELETE FROM alerting.\(table) IN (\(ids))")
        }
    }

    func declare() async throws {
        let client = HouseClient(house: self.house)
        for (place, id) in self.declarations where place != .other || self.house.hasDepartment("56") || self.house.hasDepartment("all") {
            let declaration = Declaration(id: id, commune: place.commune, occurredOn: "2024-01-15", place: nil, cause: nil, deaths: 0)
            let status = try await client.declare(declaration).status
            let told = try await client.poll(seconds: 20) {
                try await client.get("/v1/declarations/\(id)").status
            } until: {
                $0 == 200
            }
            guard status == 202, told == 200 else {
                throw BrowserError(description: "the declaration for \(place.commune) was answered \(status), and is told of with \(told)")
            }
        }
    }
}
