import Cartography
public import Mortality

/// Puts departments together from a folder of official files, given what is stored already.
public struct OfficialImport: Sendable {
    /// The departments that were asked for, in the order of their codes.
    public let departments: [ImportedDepartment]
    /// The contours of all departments, also of those that were not asked for.
    public let outlines: [ImportedOutline]
    /// What whoever imports should know, a sentence for each.
    public let remarks: [String]

    /// Reads the folder and puts departments together.
    ///
    /// - Parameters:
    ///   - codes: the departments to read; `nil` for all there are.
    ///   - stored: what the database holds of them.
    ///   - today: the day from which a commune is closed when the files do not say since when.
    /// - Throws: `ReferenceError` when a file is missing or cannot be read, or contradicts itself. Then nothing is to be stored.
    public init(
        _ folder: OfficialFolder, codes: Set<DepartmentCode>?, stored: StoredReference = .nothing, today: CivilDay
    ) throws(ReferenceError) {
        let wanted: (DepartmentCode) -> Bool = { codes?.contains($0) ?? true }
        let places = try OfficialPlaces(folder, wanted: wanted)
        if let absent = codes?.subtracting(places.departments.keys).min() {
            throw ReferenceError("the files in \(folder.path) have no department \(absent)")
        }
        let outlineFile = try folder.contours(.departmentContours), shapeFile = try folder.contours(.communeContours)
        let outlines = try OfficialContours.departments(outlineFile)
        let shapes = try OfficialContours.communes(shapeFile) { wanted($0.department) }
        let home: (CommuneCode) -> CommuneCode? = { code in
            if places.communes[code] != nil || stored.communes[code] != nil { return code }
            if code.isArrondissement { return places.communes[code.municipality] == nil ? nil : code.municipality }
            return places.successions.end(of: code).successor.flatMap { places.communes[$0] == nil ? nil : $0 }
        }
        let deaths = try OfficialDeaths(folder, wanted: wanted) { code in wanted(code.department) || home(code) != nil }
        let placed = PlacedDeaths(deaths, wanted: wanted, home: home)
        let communes = Dictionary(grouping: places.communes.values, by: \.code.department)
        let successions = Self.successions(places, stored)
        let outlineByCode = Dictionary(outlines.map { ($0.code, $0.shape) }) { first, _ in first }
        var remarks = ImportRemarks(list: places.list.title)
        var departments: [ImportedDepartment] = []
        for found in places.departments.values.sorted(by: { $0.code < $1.code }) {
            var department = found
            department.outline = outlineByCode[found.code]
            department.communes = (communes[found.code] ?? []).map { commune in
                var commune = commune
                commune.shape = shapes[commune.code]
                return commune
            }.sorted { ($0.municipality == nil ? 0 : 1, $0.code) < ($1.municipality == nil ? 0 : 1, $1.code) }
            guard !department.communes.isEmpty else {
                guard codes == nil else { throw ReferenceError("\(places.list.title) lists no commune of department \(found.code)") }
                remarks.skip(found.code)
                continue
            }
            department.closings = Self.closings(department, places, stored, today: today)
            department.successions = successions[found.code] ?? []
            department.deaths = (deaths.departments[found.code] ?? [:]).sorted { $0.key < $1.key }
                .map { DailyDeaths(place: found.code, day: $0.key, deaths: $0.value) }
            let told = Set(department.deaths.map(\.day))
            department.summedDeaths = (placed.sums[found.code] ?? []).filter { !told.contains($0.day) }
            department.communeDeaths = placed.communes[found.code] ?? []
            department.placeDeaths = placed.places[found.code] ?? []
            remarks.tell(of: department, stored)
            departments.append(department)
        }
        remarks.tell(of: deaths, placed)
        self.departments = departments
        self.outlines = outlines
        self.remarks = remarks.sentences + folder.remarks(read: places.read.union(deaths.read).union([outlineFile, shapeFile]))
    }

    /// Finds the communes that are stored and that the list does not hold. A list with less than half of a department's communes is an
    /// excerpt, and closes none.
    private static func closings(
        _ department: ImportedDepartment, _ places: OfficialPlaces, _ stored: StoredReference, today: CivilDay
    ) -> [Closing] {
        let listed = Set(department.communes.filter { $0.municipality == nil }.map(\.code))
        let isExcerpt = ImportRemarks.isExcerpt(listed: listed.count, open: stored.open(in: department.code).count)
        let gone = stored.communes.filter { $0.key.department == department.code && !listed.contains($0.key) && ($0.value.closedOn != nil || !isExcerpt) }
        return gone.map { code, commune in
            let end = places.successions.end(of: code)
            return Closing(commune: code, day: end.since ?? commune.closedOn ?? places.validFrom ?? today, successor: end.successor, parts: end.parts)
        }.sorted { $0.commune < $1.commune }
    }

    /// Finds the old codes that lead to a commune of the list, by its department.
    private static func successions(_ places: OfficialPlaces, _ stored: StoredReference) -> [DepartmentCode: [Succession]] {
        var found: [DepartmentCode: [Succession]] = [:]
        for code in places.successions.codes.sorted() where stored.communes[code] == nil {
            guard let successor = places.successions.end(of: code).successor, places.communes[successor] != nil else { continue }
            found[successor.department, default: []].append(Succession(code: code, successor: successor))
        }
        return found
    }
}
