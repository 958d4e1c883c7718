import ArgumentParser
import Mortality
import Reference

/// Loads real departments.
struct ImportDepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Loads real departments from a folder of official files.",
        discussion: """
            The folder holds, compressed by gzip or not, as INSEE and IGN publish them or as a spreadsheet saved them again:
              geo/communes.geojson, geo/departments.geojson       shapes in WGS 84, property "code" or "INSEE_COM"
              cog/   communes, departments and regions (communes-*.csv with populations, or INSEE's v_commune_*.csv,
                     v_departement_*.csv, v_region_*.csv)
              cog/   may hold: communes-associees-deleguees-arrondissements-*.csv, mouvements-communes-*.csv, passage-*.csv,
                     collectivites-outremer.csv
              deaths/   may hold: daily-by-department.csv, daily-by-commune-*.csv, INSEE's DC_*_det.csv
            Files are known by their columns, whatever year stands in them; what is not read is named. A commune that is in the
            list no more is closed: its past stays, its code leads on to the commune that its land is part of, and its clerks declare
            for that one.
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
        let folder = try OfficialFolder(path: self.data)
        let departments = codes
        let summary = try await self.database.withPool { pool in
            try await ReferenceImport(pool: pool).run(folder, departments: departments) { ConsoleLog.say($0) }
        }
        print(summary.sentence)
        for question in summary.handedOn.questions { print(question) }
    }
}
