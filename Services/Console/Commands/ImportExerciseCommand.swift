import ArgumentParser
import Mortality
import Reference
import Runtime

/// Loads department 00.
struct ImportExerciseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise", abstract: "Loads the built-in exercise department 00, with its past up to yesterday.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let today = ZoneClock().today(in: DepartmentCode.exercise.zone)
        let department = try ExerciseDepartment.department(through: today.advanced(by: -1))
        let summary = try await self.database.withPool { try await ReferenceWriter(pool: $0).write([department]) }
        print(summary.sentence)
    }
}
