import ArgumentParser
import Contracts
import Judging
import Mortality

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

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        guard self.orange != nil || self.red != nil else { return try await self.list() }
        guard let text = self.department else { throw ConsoleError("--department says whose budget it is") }
        let department = try DepartmentCode(text)
        let standard = FalseAlarmBudget()
        let budget = try FalseAlarmBudget(orangeYears: self.orange ?? standard.orangeYears, redYears: self.red ?? standard.redYears)
        try await AlertingQuestions.open(try self.broker.questions) { try await $0.set(budget, of: department) }
        print("Department \(department): one orange without cause in \(budget.orangeYears) years, one red in \(budget.redYears).")
    }

    private func list() async throws {
        var table = Table("DEPARTMENT", "YEARS BETWEEN ORANGES", "YEARS BETWEEN REDS")
        for budget in try await AlertingQuestions.open(try self.broker.questions, { try await $0.budgets() }) {
            table.append(budget.department, "\(budget.orangeYears)", "\(budget.redYears)")
        }
        print(table.text(orElse: "No department has a budget of its own: one orange in 10 years, one red in 100."))
    }
}
