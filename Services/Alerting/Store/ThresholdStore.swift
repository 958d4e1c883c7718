import Mortality
import Persistence

/// Thresholds that were derived, by department, with a digest of what they were derived from.
struct ThresholdStore: Sendable {
    let pool: DatabasePool

    /// What is kept of a department, if it was derived from the same.
    func body(of department: DepartmentCode, digest: String) async throws -> String? {
        try await self.pool.query(
            "SELECT body FROM alerting.threshold WHERE department = $1 AND digest = $2", [.text(department.text), .text(digest)]
        ).first?.text("body")
    }

    /// Keeps what was derived in place of what was kept.
    func keep(_ body: String, of department: DepartmentCode, digest: String) async throws {
        try await self.pool.execute(
            """
            INSERT INTO alerting.threshold (department, digest, body) VALUES ($1, $2, $3)
            ON CONFLICT (department) DO UPDATE SET digest = excluded.digest, body = excluded.body, derived_at = now()
            """, [.text(department.text), .text(digest), .text(body)])
    }
}
