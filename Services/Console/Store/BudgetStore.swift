import Judging
import Mortality
import Persistence

/// Reads and sets the false-alarm budgets of departments.
struct BudgetStore {
    let pool: DatabasePool

    /// Sets a department's budget.
    func set(_ budget: FalseAlarmBudget, of department: DepartmentCode) async throws {
        try await self.pool.execute(
            """
            INSERT INTO alerting.budget (department, orange_years, red_years) VALUES ($1, $2, $3)
            ON CONFLICT (department) DO UPDATE
            SET orange_years = excluded.orange_years, red_years = excluded.red_years, changed_at = now()
            """, [.text(department.text), .double(budget.orangeYears), .double(budget.redYears)])
    }

    /// Reads the budgets that were set, by department.
    func all() async throws -> [(department: String, orangeYears: Double, redYears: Double)] {
        try await self.pool.query("SELECT department, orange_years, red_years FROM alerting.budget ORDER BY department").map { row in
            (try row.text("department"), try row.double("orange_years"), try row.double("red_years"))
        }
    }
}
