import Mortality

/// Deaths one by one, as INSEE publishes them without names (`DC_2020_det.csv`): year, month and day, commune of death, kind of place.
/// Everything else of a line is passed over.
struct DeathCertificates: Sendable {
    /// The deaths by commune, day and kind of place, under the codes of the time of death.
    private(set) var counts: [CommuneCode: [CivilDay: [Place: Int]]] = [:]
    /// The first and last day that each file tells of, by department; no day between is unknown.
    private(set) var spans: [DepartmentCode: [ClosedRange<CivilDay>]] = [:]
    /// How many deaths have a month or day that is 00 or blank.
    private(set) var undated = 0
    /// Codes of places that are not among INSEE's known ones, with their deaths.
    private(set) var unknownPlaces: [String: Int] = [:]
    /// Codes that no commune can bear, with their deaths; those of deaths abroad (99) are left out.
    private(set) var strange: [String: Int] = [:]
    /// Files that tell of days which a newer file tells of as well.
    private(set) var overlaps: [String] = []
    var isEmpty: Bool { self.counts.isEmpty }

    /// The kinds of place by INSEE's code LIEUDEC2.
    private static let places: [String: Place] = [
        "hopcli": .healthFacility, "hosmar": .careHome, "logem": .home, "autres": .other, "": .unknown,
    ]

    private struct DepartmentDay: Hashable {
        let department: DepartmentCode
        let day: CivilDay
    }

    init() {}

    /// Reads files of deaths.
    ///
    /// - Parameters:
    ///   - files: from the oldest to the newest. Where two tell of the same department and day, the newer counts.
    ///   - isWanted: whether a commune is read.
    init(_ files: [OfficialFile], isWanted: (CommuneCode) -> Bool) throws(ReferenceError) {
        var known: Set<DepartmentDay> = []
        for source in files.reversed() {
            var days: Set<DepartmentDay> = []
            var isOverlapping = false
            try self.read(source, isWanted) { department, day in
                let told = DepartmentDay(department: department, day: day)
                if known.contains(told) {
                    isOverlapping = true
                    return false
                }
                days.insert(told)
                return true
            }
            if isOverlapping { self.overlaps.append(source.title) }
            known.formUnion(days)
        }
    }

    private mutating func read(
        _ source: OfficialFile, _ isWanted: (CommuneCode) -> Bool, _ take: (DepartmentCode, CivilDay) -> Bool
    ) throws(ReferenceError) {
        let file = try DelimitedFile(source)
        let (year, month, date) = (try file.required(.deathYear), try file.required(.deathMonth), try file.required(.deathDay))
        let (commune, department, kind) = (try file.required(.deathCommune), file.place(of: .deathDepartment), file.place(of: .deathPlace))
        var codes: [String: CommuneCode?] = [:]
        var departments: Set<DepartmentCode> = []
        var first: CivilDay?, last: CivilDay?
        while let row = try file.next() {
            let day = try Self.day(row[year], row[month], row[date], file)
            if let day {
                first = min(day, first ?? day)
                last = max(day, last ?? day)
            }
            let text = Self.code(row[commune], department.map { row[$0] } ?? "")
            if codes[text] == nil { codes[text] = .some(try? CommuneCode(text)) }
            guard let code = codes[text] ?? nil else {
                let place = OfficialCode.department(department.map { row[$0] } ?? "")
                if !text.hasPrefix("99"), !place.hasPrefix("99") {
                    self.strange[text.isEmpty ? "none, department \(place.prefix(8))" : String(text.prefix(8)), default: 0] += 1
                }
                continue
            }
            guard isWanted(code) else { continue }
            guard let day else {
                self.undated += 1
                continue
            }
            departments.insert(code.department)
            guard take(code.department, day) else { continue }
            let label = kind.map { row[$0] } ?? ""
            let place = Self.places[label.lowercased()]
            if place == nil { self.unknownPlaces[String(label.prefix(40)), default: 0] += 1 }
            self.counts[code, default: [:]][day, default: [:]][place ?? .unknown, default: 0] += 1
        }
        if let first, let last { for department in departments { self.spans[department, default: []].append(first...last) } }
    }

    /// Returns the commune's code: as the file has it, or its three digits put after the department's.
    private static func code(_ commune: String, _ department: String) -> String {
        let department = OfficialCode.department(department)
        guard commune.utf8.count <= 3, !commune.isEmpty, !department.isEmpty, department.utf8.count <= 3 else { return OfficialCode.commune(commune) }
        let length = 5 - department.utf8.count
        return department + String(repeating: "0", count: max(0, length - commune.utf8.count)) + commune
    }

    private static func day(_ year: String, _ month: String, _ day: String, _ file: DelimitedFile) throws(ReferenceError) -> CivilDay? {
        guard let year = Int(year), let month = month.isEmpty ? 0 : Int(month), let day = day.isEmpty ? 0 : Int(day) else {
            throw file.error("\"\(year.prefix(8))\", \"\(month.prefix(8))\", \"\(day.prefix(8))\" are no year, month and day")
        }
        if month == 0 || day == 0 { return nil }
        return try file.valid { () throws(Rejection) in try CivilDay(year: year, month: month, day: day) }
    }
}
