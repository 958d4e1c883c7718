import ArgumentParser

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "Alerts: lists them, computes again what they were judged from, sets budgets of false alarms.",
        subcommands: [AlertListCommand.self, AlertVerifyCommand.self, AlertBudgetCommand.self])
}
