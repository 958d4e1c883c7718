import Accounts
import ArgumentParser
import Mortality

/// Refuses a department's declarations for a while.
struct DepartmentPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Refuses a department's declarations until they are resumed, with a word to who declares.",
        discussion: "Figures, maps and alerts stay as they are. Every Ingest knows it within ten seconds.")

    @OptionGroup var department: DepartmentArgument
    @Option(help: "What who declares is told, in French.") var word: String?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        try await DepartmentStep(.pause(try self.word.map { try DepartmentWord($0) }), in: try self.department.code).run(self.database)
    }
}

/// Takes a paused department's declarations again.
struct DepartmentResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Takes the declarations of a paused department again.")

    @OptionGroup var department: DepartmentArgument
    @OptionGroup var database: DatabaseArguments

    func run() async throws { try await DepartmentStep(.resume, in: try self.department.code).run(self.database) }
}

/// Ends a department's declaring.
struct DepartmentCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ends a department's declaring, with a word to who declares; its figures stay.",
        discussion: "Accounts and figures stay. vigiectl department open takes declarations again.")

    @OptionGroup var department: DepartmentArgument
    @Option(help: "What who declares is told, in French.") var word: String?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        try await DepartmentStep(.close(try self.word.map { try DepartmentWord($0) }), in: try self.department.code).run(self.database)
    }
}

/// One step of a department's life, which prints the state that the department is then in.
struct DepartmentStep {
    let step: DepartmentLife.Step
    let department: DepartmentCode

    init(_ step: DepartmentLife.Step, in department: DepartmentCode) {
        self.step = step
        self.department = department
    }

    func run(_ database: DatabaseArguments) async throws {
        let life = try await database.withPool { pool in
            try await DepartmentLifeStore(pool: pool).take(self.step, in: self.department, by: ConsoleAuthor.current())
        }
        print("\(self.department) is \(life.state.rawValue)\(life.word.map { ": \($0)" } ?? ".")")
    }
}
