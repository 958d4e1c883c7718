import Mortality

/// Codes, names and populations as INSEE publishes them (Code officiel géographique).
struct OfficialPlaces {
    /// Departments without their communes.
    private(set) var departments: [DepartmentCode: ImportedDepartment] = [:]
    private(set) var communes: [CommuneCode: ImportedCommune] = [:]

    /// Reads the departments that `wanted` accepts.
    init(_ folder: OfficialFolder, wanted: (DepartmentCode) -> Bool) throws(ConsoleError) {
        let regions = try Self.regions(folder)
        try self.readDepartments(folder, regions, wanted)
        try self.readCommunes(folder, wanted)
        try self.readArrondissements(folder)
        try self.readCollectivities(folder, wanted)
    }

    private static func regions(_ folder: OfficialFolder) throws(ConsoleError) -> [String: String] {
        let file = try DelimitedFile(path: folder.file("cog/regions-*.csv"))
        let places = try file.places(of: "code", "nom")
        var names: [String: String] = [:]
        while let row = try file.next() { names[row[places[0]]] = row[places[1]] }
        return names
    }

    private mutating func readDepartments(
        _ folder: OfficialFolder, _ regions: [String: String], _ wanted: (DepartmentCode) -> Bool
    ) throws(ConsoleError) {
        let file = try DelimitedFile(path: folder.file("cog/departements-*.csv"))
        let places = try file.places(of: "code", "nom", "reg", "pop_municipale_2023")
        while let row = try file.next() {
            let code: DepartmentCode = try file.valid { () throws(Rejection) in try DepartmentCode(row[places[0]]) }
            guard wanted(code) else { continue }
            self.departments[code] = ImportedDepartment(
                code: code, name: row[places[1]], region: regions[row[places[2]]] ?? "", population: try file.count(row[places[3]]), communes: [])
        }
    }

    private mutating func readCommunes(_ folder: OfficialFolder, _ wanted: (DepartmentCode) -> Bool) throws(ConsoleError) {
        let file = try DelimitedFile(path: folder.file("cog/communes-2*.csv"))
        let places = try file.places(of: "code", "nom", "pop_municipale_2023", "lon", "lat", "superficie_km2")
        while let row = try file.next() {
            let code: CommuneCode = try file.valid { () throws(Rejection) in try CommuneCode(row[places[0]]) }
            guard wanted(code.department) else { continue }
            self.communes[code] = ImportedCommune(
                code: code, name: row[places[1]], population: try file.count(row[places[2]]), longitude: try file.number(row[places[3]]),
                latitude: try file.number(row[places[4]]), areaKm2: try file.number(row[places[5]]))
        }
    }

    /// Of Paris, Lyon and Marseille; their communes are in the list of communes.
    private mutating func readArrondissements(_ folder: OfficialFolder) throws(ConsoleError) {
        let file = try DelimitedFile(path: folder.file("cog/communes-associees-deleguees-arrondissements-*.csv"))
        let places = try file.places(of: "type", "code", "nom", "commune_parente", "pop_municipale_2023")
        while let row = try file.next() {
            guard row[places[0]] == "ARM" else { continue }
            let code: CommuneCode = try file.valid { () throws(Rejection) in try CommuneCode(row[places[1]]) }
            guard self.communes[code.municipality] != nil else { continue }
            guard code.municipality.text == row[places[3]] else { throw file.error("\(code) is no arrondissement of \(row[places[3]])") }
            self.communes[code] = ImportedCommune(code: code, name: row[places[2]], population: try file.count(row[places[4]]))
        }
    }

    /// Collectivities overseas that are no departments (975, 977, 978, 986–988); the file may be missing.
    private mutating func readCollectivities(_ folder: OfficialFolder, _ wanted: (DepartmentCode) -> Bool) throws(ConsoleError) {
        guard let path = folder.files("cog/collectivites-outremer.csv").last else { return }
        let file = try DelimitedFile(path: path)
        let places = try file.places(of: "code_commune", "nom_commune", "code_collectivite", "nom_collectivite", "population")
        while let row = try file.next() {
            // Clipperton and the southern lands have no communes to declare anything.
            guard let department = try? DepartmentCode(row[places[2]]), let code = try? CommuneCode(row[places[0]]) else { continue }
            guard wanted(department) else { continue }
            let population = row[places[4]].isEmpty ? 0 : try file.count(row[places[4]])
            self.communes[code] = ImportedCommune(code: code, name: row[places[1]], population: population)
            self.departments[department, default: ImportedDepartment(
                code: department, name: row[places[3]], region: "", population: 0, communes: [])].population += population
        }
    }
}
