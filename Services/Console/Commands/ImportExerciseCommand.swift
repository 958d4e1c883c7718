import ArgumentParser
import Foundation
import Mortality

/// Loads department 00.
struct ImportExerciseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise", abstract: "Loads the built-in exercise department 00, with its past up to yesterday.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let seconds = Date().timeIntervalSince1970
        let zone = TimeZone(identifier: DepartmentCode.exercise.zone) ?? .gmt
        let today = CivilDay(unixSeconds: Int64(seconds), offsetSeconds: zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
        let department = try ExerciseDepartment.department(through: today.advanced(by: -1))
        let summary = try await self.database.withPool { try await ReferenceWriter(pool: $0).write([department]) }
        print(summary.sentence)
    }
}
