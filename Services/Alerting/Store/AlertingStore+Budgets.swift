import Contracts
import Judging
import Mortality
import Persistence

/// The false-alarm budgets that departments were given; every other department has the usual one.
extension AlertingStore {
    /// Reads the budgets within the scope, by department.
    func budgets() async throws -> [(department: DepartmentCode, budget: FalseAlarmBudget)] {
        try await self.read("SELECT department, orange_years, red_years FROM alerting.budget ORDER BY department", []).map { row in
            let budget = try FalseAlarmBudget(orangeYears: try row.double("orange_years"), redYears: try row.double("red_years"))
            return (try DepartmentCode(try row.text("department")), budget)
        }
    }

    /// Sets a department's budget. Thresholds follow when the reference list is next looked at, since its version tells of budgets too.
    func set(_ budget: FalseAlarmBudget, of department: DepartmentCode) async throws {
        try await self.pool.execute(
            """
            INSERT INTO alerting.budget (department, orange_years, red_years) VALUES ($1, $2, $3)
            ON CONFLICT (department) DO UPDATE
            SET orange_years = excluded.orange_years, red_years = excluded.red_years, changed_at = now()
            """, [.text(department.text), .double(budget.orangeYears), .double(budget.redYears)])
    }
}
