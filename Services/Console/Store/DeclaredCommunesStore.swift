import Mortality
import Persistence

/// Counts the communes that have ever declared, as owner of the database.
struct DeclaredCommunesStore {
    let pool: DatabasePool

    func counts() async throws -> [DepartmentCode: Int] {
        try await self.pool.query(
            """
            SELECT department, count(*) AS communes FROM reference.commune AS c
            WHERE municipality IS NULL AND closed_on IS NULL AND EXISTS (SELECT FROM aggregation.report AS r WHERE r.commune = c.code)
            GROUP BY department
            """
        ).reduce(into: [:]) { $0[try DepartmentCode(try $1.text("department"))] = try $1.int("communes") }
    }
}
