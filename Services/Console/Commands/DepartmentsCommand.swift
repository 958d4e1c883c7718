import ArgumentParser

/// Lists what is loaded.
struct DepartmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "departments", abstract: "Lists the departments that are loaded.",
        discussion: "COMMUNES are those of today; CLOSED were communes once, and keep their past.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        var table = Table("CODE", "NAME", "COMMUNES", "CLOSED", "PEOPLE", "SHAPES", "PAST DEATHS")
        for line in try await self.database.withPool({ try await ReferenceReader(pool: $0).departments() }) {
            table.append(
                line.code, line.name, "\(line.communes)", "\(line.closed)", "\(line.population)", "\(line.shapes)", line.past ?? "none")
        }
        print(table.text(orElse: "No department is loaded: vigiectl import exercise, or vigiectl import department."))
    }
}
