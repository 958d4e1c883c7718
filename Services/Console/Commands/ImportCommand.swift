import ArgumentParser

/// Loads departments, communes and their past.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Loads departments: communes, shapes, populations, past deaths.",
        discussion: "The same import twice changes nothing.", subcommands: [ImportExerciseCommand.self, ImportDepartmentCommand.self])
}
