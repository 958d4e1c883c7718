import ArgumentParser
import Judging
import Mortality
import Persistence

/// Sets how many false alarms a department allows for.
struct AlertBudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget", abstract: "Sets how many false alarms a department allows for; its thresholds follow within seconds.",
        discussion: "Without --orange and --red the budgets that were set are listed; every other department has 10 and 100 years.")

    @Option(help: "The department's code.")
    var department: String?

    @Option(help: "Years between two orange alerts without cause.")
    var orange: Double?

    @Option(help: "Years between two red alerts without cause.")
    var red: Double?

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        guard self.orange != nil || self.red != nil else { return try await self.list() }
        guard let text = self.department else { throw ConsoleError("--department says whose budget it is") }
        let department = try DepartmentCode(text)
        let standard = FalseAlarmBudget()
        let budget = try FalseAlarmBudget(orangeYears: self.orange ?? standard.orangeYears, redYears: self.red ?? standard.redYears)
        _ = try await self.database.withPool { pool in
            try await pool.execute(
                """
                INSERT INTO alerting.budget (department, orange_years, red_years) VALUES ($1, $2, $3)
                ON CONFLICT (department) DO UPDATE
                SET orange_years = excluded.orange_years, red_years = excluded.red_years, changed_at = now()
                """, [.text(department.text), .double(budget.orangeYears), .double(budget.redYears)])
        }
        print("Department \(department): one orange without cause in \(budget.orangeYears) years, one red in \(budget.redYears).")
    }

    private func list() async throws {
        var table = Table("DEPARTMENT", "YEARS BETWEEN ORANGES", "YEARS BETWEEN REDS")
        for row in try await self.database.withPool({ pool in
            try await pool.query("SELECT department, orange_years, red_years FROM alerting.budget ORDER BY department")
        }) {
            table.append(try row.text("department"), "\(try row.double("orange_years"))", "\(try row.double("red_years"))")
        }
        print(table.text(orElse: "No department has a budget of its own: one orange in 10 years, one red in 100."))
    }
}
