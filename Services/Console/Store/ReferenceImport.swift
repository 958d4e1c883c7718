import Mortality
import Persistence
import Reference
import Runtime

/// Loads real departments from a folder of official files, beside what is stored of them.
struct ReferenceImport {
    let pool: DatabasePool

    /// Imports departments.
    ///
    /// - Parameters:
    ///   - departments: `nil` for all.
    ///   - remark: Is told what was not read, and why.
    func run(_ folder: OfficialFolder, departments: Set<DepartmentCode>?, remark: (String) -> Void) async throws -> ImportSummary {
        let stored = try await ReferenceReader(pool: self.pool).stored(of: departments)
        let official = try OfficialImport(folder, codes: departments, stored: stored, today: ZoneClock().today(in: "Europe/Paris"))
        for text in official.remarks { remark(text) }
        return try await ReferenceWriter(pool: self.pool).write(official.departments, outlines: official.outlines)
    }
}
