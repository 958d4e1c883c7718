import ArgumentParser
import Persistence

/// Lists what is loaded.
struct DepartmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "departments", abstract: "Lists the departments that are loaded.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let text = try await self.database.withPool { pool in
            var table = Table("CODE", "NAME", "COMMUNES", "PEOPLE", "SHAPES", "PAST DEATHS")
            let rows = try await pool.query(
                """
                SELECT d.code, d.name, d.commune_count, d.population, c.shapes, h.first_day::text AS first_day, h.last_day::text AS last_day
                FROM reference.department AS d
                LEFT JOIN (SELECT department, count(shape) AS shapes FROM reference.commune GROUP BY department) AS c ON c.department = d.code
                LEFT JOIN (SELECT department, min(day) AS first_day, max(day) AS last_day FROM reference.historical_deaths GROUP BY department)
                    AS h ON h.department = d.code
                ORDER BY length(d.code), d.code
                """)
            for row in rows {
                let (first, last) = (try row.optionalText("first_day"), try row.optionalText("last_day"))
                table.append(
                    try row.text("code"), try row.text("name"), "\(try row.int("commune_count"))", "\(try row.int("population"))",
                    "\(try row.optionalInt("shapes") ?? 0)", first.flatMap { first in last.map { "\(first) to \($0)" } } ?? "none")
            }
            return table.text(orElse: "No department is loaded: vigiectl import exercise, or vigiectl import department.")
        }
        print(text)
    }
}
