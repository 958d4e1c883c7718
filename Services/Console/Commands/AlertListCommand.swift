import ArgumentParser
import Contracts
import Mortality

/// Lists alerts, as Alerting tells them.
struct AlertListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists alerts: those open, then the newest.")

    @Option(help: "Of one department.")
    var department: String?

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        guard (1...10_000).contains(self.limit) else { throw ConsoleError("--limit is a number from 1 to 10000") }
        let department = try self.department.map { text in
            guard let code = try? DepartmentCode(text.uppercased()) else { throw ConsoleError("\"\(text)\" is no department's code") }
            return code
        }
        let alerts = try await AlertingQuestions.open(try self.broker.questions) { try await $0.alerts(of: department, limit: self.limit) }
        var table = Table("ID", "DEPARTMENT", "KIND", "LEVEL", "PEAK", "STATUS", "FROM", "TO", "DOSSIERS")
        for alert in alerts {
            table.append(
                alert.id.description, alert.department.text, alert.kind.rawValue, alert.level.rawValue, alert.peakLevel.rawValue,
                alert.status.rawValue, alert.firstDay.description, alert.lastDay.description, "\(alert.dossiers)")
        }
        print(table.text(orElse: "There is no alert."))
    }
}
