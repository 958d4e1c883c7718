import Foundation
import TestBench

/// Many clerks who exist for one test. All have one and the same password hash, so that creating them costs nothing.
struct Crowd: Sendable {
    let house: House
    let logins: [String]
    let password: String

    /// Creates the clerks, and removes all that is known of them when `body` ends.
    static func with<Result: Sendable>(_ count: Int, at house: House, _ body: (Crowd) async throws -> Result) async throws -> Result {
        try await Newcomer.with("clerk@commune:00006", at: house) { model in
            let password = Newcomer.password()
            try await model.redeem(password)
            let stem = "foule-\(UUID().uuidString.lowercased().prefix(6))-"
            try await house.database(
                "ctl", "-c",
                """
                WITH made AS (
                    INSERT INTO portal.account (id, login, name, password_hash, password_set_at)
                    SELECT gen_random_uuid(), '\(stem)' || n, 'Foule ' || n, m.password_hash, now()
                    FROM generate_series(1, \(count)) AS n, portal.account AS m WHERE m.login = '\(model.login)' RETURNING id)
                INSERT INTO portal.role_grant (account, role, territory) SELECT id, 'clerk', 'commune:00006' FROM made
                """)
            let crowd = Crowd(house: house, logins: (1...count).map { "\(stem)\($0)" }, password: password)
            do {
                let result = try await body(crowd)
                try await crowd.leave(stem)
                return result
            } catch {
                try? await crowd.leave(stem)
                throw error
            }
        }
    }

    private func leave(_ stem: String) async throws {
        let these = "(SELECT id FROM portal.account WHERE login LIKE '\(stem)%')"
        for table in ["session", "role_grant", "second_factor", "recovery_code", "invitation"] {
            try await self.house.database("ctl", "-c", "DELETE FROM portal.\(table) WHERE account IN \(these)")
        }
        try await self.house.database("ctl", "-c", "DELETE FROM portal.account WHERE login LIKE '\(stem)%'")
    }
}
