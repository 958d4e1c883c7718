public import Mortality
public import Persistence

/// Reads how far the opening of departments has come.
public struct DepartmentProgressStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Reads every department that is loaded, in the order of codes.
    public func departments() async throws -> [DepartmentProgress] { try await self.read(nil) }

    /// Reads one department; `nil` where it is not loaded.
    public func department(_ code: DepartmentCode) async throws -> DepartmentProgress? { try await self.read(code).first }

    private func read(_ only: DepartmentCode?) async throws -> [DepartmentProgress] {
        let lives = try await DepartmentLifeStore(pool: self.pool).lives()
        return try await self.pool.query(
            """
            SELECT d.code, d.name, d.commune_count, coalesce(t.accounts, 0) AS accounts, coalesce(t.redeemed, 0) AS redeemed,
                coalesce(t.signed_in, 0) AS signed_in
            FROM reference.department AS d
            LEFT JOIN (
                SELECT department, count(*) AS accounts, count(*) FILTER (WHERE is_redeemed) AS redeemed, count(*) FILTER (WHERE is_signed_in) AS signed_in
                FROM (
                    SELECT g.department, g.territory, bool_or(a.password_hash IS NOT NULL) AS is_redeemed,
                        bool_or(a.last_sign_in_at IS NOT NULL) AS is_signed_in
                    FROM portal.role_grant AS g
                    JOIN portal.account AS a ON a.id = g.account AND a.erased_at IS NULL AND a.disabled_at IS NULL
                    JOIN reference.commune AS c ON g.territory = 'commune:' || c.code AND c.closed_on IS NULL
                    WHERE g.role = 'clerk' AND ($1::text IS NULL OR g.department = $1)
                    GROUP BY g.department, g.territory
                ) AS town_halls
                GROUP BY department
            ) AS t ON t.department = d.code
            WHERE $1::text IS NULL OR d.code = $1
            ORDER BY length(d.code), d.code
            """, [.optional(only?.text) { .text($0) }]
        ).map { row in
            let code = try DepartmentCode(try row.text("code"))
            return DepartmentProgress(
                code: code, name: try row.text("name"), life: lives[code], communes: try row.int("commune_count"), accounts: try row.int("accounts"),
                redeemed: try row.int("redeemed"), signedIn: try row.int("signed_in"))
        }
    }
}
