import ArgumentParser
import Contracts
import Dossiers

/// Computes again what an alert was judged from.
struct AlertVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Computes a frozen dossier of an alert again and compares every figure.",
        discussion: """
            The dossier holds the counts as they were known then, the history, the thresholds and the scan with its seed. The exit code \
            is 1 when a figure comes out otherwise.
            """)

    @Argument(help: "The alert's identifier, as `vigiectl alert list` and the page show it.")
    var alert: String

    @Option(help: "Which of its dossiers; the last unless told.")
    var dossier: Int?

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let dossier = try await AlertingQuestions.open(try self.broker.questions) { try await $0.dossier(of: self.alert, number: self.dossier ?? 0) }
        if Int(dossier.rulesVersion) != DossierCheck.rulesVersion {
            print("Judged by rules \(dossier.rulesVersion), and computed again by them; today's are rules \(DossierCheck.rulesVersion).")
        }
        let figures = try DossierCheck.figures(dossier)
        var table = Table("FIGURE", "FROZEN", "COMPUTED AGAIN", "")
        for figure in figures { table.append(figure.name, figure.frozen, figure.recomputed, figure.isSame ? "same" : "DIFFERENT") }
        print(table.text(orElse: "The dossier holds no figure."))
        let different = figures.count { !$0.isSame }
        print(
            "Dossier \(dossier.number), department \(dossier.department): \(different == 0 ? "every figure is the same." : "\(different) of \(figures.count) figures differ.")"
        )
        if different > 0 { throw ExitCode(1) }
    }
}
