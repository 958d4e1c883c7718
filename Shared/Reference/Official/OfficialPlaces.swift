public import Mortality

/// Codes, names and populations as INSEE publishes them (Code officiel géographique).
public struct OfficialPlaces: Sendable {
    /// The departments that were read, without their communes.
    public private(set) var departments: [DepartmentCode: ImportedDepartment] = [:]
    /// The communes and arrondissements that were read.
    public private(set) var communes: [CommuneCode: ImportedCommune] = [:]
    /// The commune of today that each code of the past leads to.
    private(set) var successions: Successions
    /// The day from which the list holds: 1 January of its year. It is `nil` when the file does not say of which year it is.
    let validFrom: CivilDay?
    /// The file that lists the communes.
    let list: OfficialFile
    private(set) var read: Set<OfficialFile> = []

    /// Reads the departments that `wanted` accepts.
    ///
    /// - Throws: `ReferenceError` when a file is missing or cannot be read.
    public init(_ folder: OfficialFolder, wanted: (DepartmentCode) -> Bool) throws(ReferenceError) {
        let regions = try Self.regions(folder)
        let departmentFile = try folder.required(.departments)
        _ = try folder.required(.places)
        var tables: [PlaceTable] = []
        for file in folder.files(.places) { tables.append(try PlaceTable(file)) }
        // The newest list; of one year the one that tells more.
        guard let list = tables.filter({ !$0.communes.isEmpty }).max(by: { Self.rank($0) < Self.rank($1) }) else {
            throw folder.absence(of: "list with a commune in it: there is none in \(tables.map(\.file.title).joined(separator: ", "))")
        }
        self.list = list.file
        self.validFrom = list.file.year.flatMap { try? CivilDay(year: $0, month: 1, day: 1) }
        let parts = tables.sorted { Self.rank($0) < Self.rank($1) }
        var parents: [CommuneCode: CommuneCode] = [:]
        for part in parts.flatMap(\.parts) { if let parent = part.parent, parent != part.code { parents[part.code] = parent } }
        let collectivities = try Self.collectivities(folder)
        let open = Set(list.communes.map(\.code)).union(collectivities.map(\.code))
        self.successions = Successions(
            open: open, movements: try CodeMovements(folder), passage: try CodePassage(folder), parents: parents)
        self.read = Set(tables.filter { $0.file == list.file || !$0.parts.isEmpty || !$0.arrondissements.isEmpty }.map(\.file))
        self.read.formUnion([departmentFile] + folder.files(.movements) + folder.files(.passage) + folder.files(.collectivities))
        self.read.formUnion(folder.files(.regions).suffix(1))

        for entry in list.communes where wanted(entry.code.department) { self.communes[entry.code] = ImportedCommune(entry) }
        for entry in parts.flatMap(\.arrondissements) where self.communes[entry.code.municipality] != nil { self.communes[entry.code] = ImportedCommune(entry) }
        if !list.hasPopulations { try self.people(folder, tables, of: list) }
        try self.readDepartments(departmentFile, regions, wanted)
        for entry in collectivities where wanted(entry.department) { self.add(entry) }
    }

    private static func rank(_ table: PlaceTable) -> (Int, Int) { (table.file.year ?? 0, table.hasPopulations ? 1 : 0) }

    private static func regions(_ folder: OfficialFolder) throws(ReferenceError) -> [String: String] {
        let file = try DelimitedFile(folder.required(.regions))
        // INSEE's own file calls the code REG.
        guard let code = file.place(of: .code) ?? file.place(of: .region) else { throw ReferenceError("\(file.name) has no column for the code of the region") }
        let name = try file.required(.name)
        var names: [String: String] = [:]
        while let row = try file.next() { names[OfficialCode.department(row[code])] = row[name] }
        return names
    }

    private mutating func readDepartments(_ source: OfficialFile, _ regions: [String: String], _ wanted: (DepartmentCode) -> Bool) throws(ReferenceError) {
        let file = try DelimitedFile(source)
        guard let place = file.place(of: .code) ?? file.place(of: .department) else {
            throw ReferenceError("\(file.name) has no column for the code of the department")
        }
        let (name, region, population) = (try file.required(.name), try file.required(.region), file.place(of: .population))
        let people = Dictionary(grouping: self.communes.values.filter { $0.municipality == nil }, by: \.code.department)
            .mapValues { $0.reduce(0) { $0 + ($1.population ?? 0) } }
        while let row = try file.next() {
            let code = try file.department(row[place])
            guard wanted(code) else { continue }
            self.departments[code] = ImportedDepartment(
                code: code, name: row[name], region: regions[OfficialCode.department(row[region])] ?? "",
                population: try population.map { place throws(ReferenceError) in try file.count(row[place]) } ?? people[code] ?? 0, communes: [])
        }
    }

    /// Reads the inhabitants of communes whose list does not tell them, from an older list or a list of populations alone. Those of a commune
    /// that ceased since are its successor's.
    private mutating func people(_ folder: OfficialFolder, _ tables: [PlaceTable], of list: PlaceTable) throws(ReferenceError) {
        var counts: [CommuneCode: Int] = [:]
        if let source = folder.files(.populations).last {
            let file = try DelimitedFile(source)
            let (code, population) = (try file.required(.code), try file.required(.population))
            while let row = try file.next() { counts[try file.commune(row[code])] = try file.count(row[population]) }
            self.read.insert(source)
        } else if let older = tables.filter(\.hasPopulations).filter({ !$0.communes.isEmpty }).max(by: { Self.rank($0) < Self.rank($1) }) {
            for entry in older.communes + older.arrondissements { counts[entry.code] = entry.population }
            self.read.insert(older.file)
        }
        var sums: [CommuneCode: Int] = [:]
        for (code, count) in counts {
            let place = code.isArrondissement ? code : self.successions.end(of: code).successor ?? code
            sums[place, default: 0] += count
        }
        self.communes = self.communes.mapValues { commune in
            var commune = commune
            commune.population = sums[commune.code] ?? commune.population
            return commune
        }
    }

    /// A commune of a collectivity overseas that is no department (975, 977, 978, 986–988).
    private struct Overseas {
        let code: CommuneCode
        let name: String
        let department: DepartmentCode
        let departmentName: String
        let population: Int?
    }

    private static func collectivities(_ folder: OfficialFolder) throws(ReferenceError) -> [Overseas] {
        guard let source = folder.files(.collectivities).last else { return [] }
        let file = try DelimitedFile(source)
        let (code, name) = (try file.required(.collectivityCommune), try file.required(.collectivityCommuneName))
        let (department, title) = (try file.required(.collectivity), try file.required(.collectivityName))
        let (population, type) = (file.place(of: .population), file.columns.firstIndex { $0.key == "typecomcomer" })
        var found: [Overseas] = []
        while let row = try file.next() {
            // Clipperton and the southern lands have no communes to declare anything.
            guard type.map({ row[$0] == "COM" }) ?? true else { continue }
            guard let department = try? DepartmentCode(row[department]), let code = try? CommuneCode(row[code]) else { continue }
            found.append(
                Overseas(
                    code: code, name: row[name], department: department, departmentName: row[title],
                    population: try population.flatMap { place throws(ReferenceError) in row[place].isEmpty ? nil : try file.count(row[place]) }))
        }
        return found
    }

    private mutating func add(_ entry: Overseas) {
        self.communes[entry.code] = ImportedCommune(code: entry.code, name: entry.name, population: entry.population)
        self.departments[
            entry.department,
            default: ImportedDepartment(
                code: entry.department, name: entry.departmentName, region: "", population: 0, communes: [])
        ].population += entry.population ?? 0
    }
}

extension ImportedCommune {
    init(_ entry: PlaceTable.Entry) {
        self.init(
            code: entry.code, name: entry.name, population: entry.population, longitude: entry.longitude, latitude: entry.latitude,
            areaKm2: entry.areaKm2)
    }
}
