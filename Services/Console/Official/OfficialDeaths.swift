import Mortality

/// Deaths by day as INSEE published them.
struct OfficialDeaths {
    private(set) var departments: [DepartmentCode: [DailyDeaths<DepartmentCode>]] = [:]
    private(set) var communes: [DepartmentCode: [DailyDeaths<CommuneCode>]] = [:]
    /// Deaths that fell to a code that no commune of today follows.
    private(set) var unplaced = 0

    /// Reads the deaths of departments that `wanted` accepts, and of the communes among `known`.
    init(_ folder: OfficialFolder, known: Set<CommuneCode>, wanted: (DepartmentCode) -> Bool) throws(ConsoleError) {
        try self.readDepartments(folder, wanted)
        let successors = try Self.successors(folder)
        var counts: [CommuneCode: [CivilDay: Int]] = [:]
        for path in folder.files("deaths/daily-by-commune-*.csv") {
            try self.readCommunes(path, successors, known, wanted, &counts)
        }
        for (commune, days) in counts.sorted(by: { $0.key < $1.key }) {
            for (day, deaths) in days.sorted(by: { $0.key < $1.key }) {
                self.communes[commune.department, default: []].append(DailyDeaths(place: commune, day: day, deaths: deaths))
            }
        }
    }

    private mutating func readDepartments(_ folder: OfficialFolder, _ wanted: (DepartmentCode) -> Bool) throws(ConsoleError) {
        guard let path = folder.files("deaths/daily-by-department.csv").last else { return }
        let file = try DelimitedFile(path: path)
        let places = try file.places(of: "date", "department", "deaths")
        var codes: [String: DepartmentCode] = [:], days: [String: CivilDay] = [:]
        while let row = try file.next() {
            let (date, text) = (row[places[0]], row[places[1]])
            if codes[text] == nil { codes[text] = try file.valid { () throws(Rejection) in try DepartmentCode(text) } }
            guard let code = codes[text], wanted(code) else { continue }
            if days[date] == nil { days[date] = try file.day(date) }
            guard let day = days[date] else { continue }
            self.departments[code, default: []].append(DailyDeaths(place: code, day: day, deaths: try file.count(row[places[2]])))
        }
    }

    /// From a code of 2018 to the commune of today.
    private static func successors(_ folder: OfficialFolder) throws(ConsoleError) -> [String: String] {
        guard let path = folder.files("cog/passage-2018-*.csv").last else { return [:] }
        let file = try DelimitedFile(path: path)
        let places = try file.places(of: "code_2018", "code_2026")
        var codes: [String: String] = [:]
        while let row = try file.next() { codes[row[places[0]]] = row[places[1]] }
        return codes
    }

    /// A file of deceased persons counts each death in the month that registered it: the same day comes in several months.
    private mutating func readCommunes(
        _ path: String, _ successors: [String: String], _ known: Set<CommuneCode>, _ wanted: (DepartmentCode) -> Bool,
        _ counts: inout [CommuneCode: [CivilDay: Int]]
    ) throws(ConsoleError) {
        let file = try DelimitedFile(path: path)
        let places = try file.places(of: "date", "commune", "deaths")
        while let row = try file.next() {
            let text = successors[row[places[1]]] ?? row[places[1]]
            let deaths = try file.count(row[places[2]])
            guard let code = try? CommuneCode(text) else {
                self.unplaced += deaths
                continue
            }
            guard wanted(code.department) else { continue }
            let commune = known.contains(code) ? code : code.municipality
            guard known.contains(commune) else {
                self.unplaced += deaths
                continue
            }
            counts[commune, default: [:]][try file.day(row[places[0]]), default: 0] += deaths
        }
    }
}
