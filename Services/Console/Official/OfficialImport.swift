import Cartography
import Mortality

/// Departments put together from a folder of official files.
struct OfficialImport {
    let departments: [ImportedDepartment]
    /// Where every department lies, also those that were not asked for.
    let outlines: [ImportedOutline]
    /// What whoever imports should know, a sentence each.
    let remarks: [String]

    /// - Parameter codes: the departments to read; nil for all there are.
    init(_ folder: OfficialFolder, codes: Set<DepartmentCode>?) throws(ConsoleError) {
        let wanted: (DepartmentCode) -> Bool = { codes?.contains($0) ?? true }
        let places = try OfficialPlaces(folder, wanted: wanted)
        if let absent = codes?.subtracting(places.departments.keys).min() {
            throw ConsoleError("the files in \(folder.path) have no department \(absent)")
        }
        let outlines = try OfficialOutlines.read(folder.file("geo/departments.geojson"))
        let outlineByCode = Dictionary(outlines.map { ($0.code, $0.shape) }) { first, _ in first }
        self.outlines = outlines
        let shapes = try OfficialShapes.read(folder.file("geo/communes.geojson")) { code in
            (try? CommuneCode(code)).map { wanted($0.department) } ?? false
        }
        let deaths = try OfficialDeaths(folder, known: Set(places.communes.keys), wanted: wanted)
        let communes = Dictionary(grouping: places.communes.values, by: \.code.department)
        var remarks: [String] = []
        self.departments = places.departments.values.sorted { $0.code < $1.code }.map { found in
            var department = found
            department.outline = outlineByCode[found.code]
            department.communes = (communes[found.code] ?? []).map { commune in
                var commune = commune
                commune.shape = shapes[commune.code.text]
                return commune
            }.sorted { ($0.municipality == nil ? 0 : 1, $0.code) < ($1.municipality == nil ? 0 : 1, $1.code) }
            department.deaths = deaths.departments[found.code] ?? []
            department.communeDeaths = deaths.communes[found.code] ?? []
            remarks += Self.remarks(department)
            return department
        }
        if deaths.unplaced > 0 { remarks.append("\(deaths.unplaced) past deaths fall to codes that no commune of today follows; they are left out") }
        self.remarks = remarks
    }

    private static func remarks(_ department: ImportedDepartment) -> [String] {
        var remarks: [String] = []
        let shapeless = department.communes.count { $0.shape == nil && $0.municipality == nil }
        if shapeless > 0 { remarks.append("\(department.code): \(shapeless) of \(department.communes.count) communes have no shape, and stay off the map") }
        if department.deaths.isEmpty { remarks.append("\(department.code): no past deaths, so nothing can be expected and its level stays unknown") }
        return remarks
    }
}
