import ArgumentParser
import Foundation
import Mortality

/// Loads real departments.
struct ImportDepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Loads real departments from a folder of official files.",
        discussion: """
            The folder holds, compressed by gzip or not:
              geo/communes.geojson, geo/departments.geojson       shapes in WGS 84, property "code"
              cog/communes-*.csv, cog/departements-*.csv, cog/regions-*.csv, cog/communes-associees-deleguees-arrondissements-*.csv
              cog/passage-2018-*.csv, cog/collectivites-outremer.csv   (may be missing)
              deaths/daily-by-department.csv, deaths/daily-by-commune-*.csv   (may be missing)
            """)

    @Argument(help: "Codes such as 56, 2A or 976, or \"all\".")
    var departments: [String]

    @Option(help: "The folder.")
    var data: String

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        var codes: Set<DepartmentCode>? = []
        for text in self.departments {
            if text == "all" {
                codes = nil
                break
            }
            guard let code = try? DepartmentCode(text) else { throw ConsoleError("\"\(text)\" is no department's code") }
            guard !code.isExercise else { throw ConsoleError("00 is built in: vigiectl import exercise") }
            codes?.insert(code)
        }
        let official = try OfficialImport(OfficialFolder(path: self.data), codes: codes)
        for remark in official.remarks { FileHandle.standardError.write(Data((remark + "\n").utf8)) }
        let summary = try await self.database.withPool { try await ReferenceWriter(pool: $0).write(official.departments, outlines: official.outlines) }
        print(summary.sentence)
    }
}
