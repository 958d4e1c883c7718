import ArgumentParser

/// Opens departments, and ends or interrupts their declaring.
struct DepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Opens a department, pauses, resumes and closes it, and lists how far departments are.",
        subcommands: [
            DepartmentOpenCommand.self, DepartmentPauseCommand.self, DepartmentResumeCommand.self, DepartmentCloseCommand.self, DepartmentListCommand.self,
        ])
}
