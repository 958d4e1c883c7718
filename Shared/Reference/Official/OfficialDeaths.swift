import Mortality

/// Deaths by day as INSEE published them, under the codes that the files give.
struct OfficialDeaths: Sendable {
    /// The published totals of departments, by day.
    private(set) var departments: [DepartmentCode: [CivilDay: Int]] = [:]
    /// The published counts of communes by day, under the codes of their time.
    private(set) var communes: [CommuneCode: [CivilDay: Int]] = [:]
    /// The deaths that are published one by one.
    private(set) var certificates = DeathCertificates()
    /// How many deaths INSEE knows only the month or the year of (00).
    private(set) var undated = 0
    /// Codes that no commune can bear, with their deaths; those of deaths abroad (99) are left out.
    private(set) var strange: [String: Int] = [:]
    private(set) var read: Set<OfficialFile> = []
    /// Files without a death of the departments that are wanted.
    private(set) var silent: [String] = []

    /// Reads all deaths of a folder.
    ///
    /// - Parameters:
    ///   - wanted: whether a department's totals are read.
    ///   - isWanted: whether a commune's counts are, by the code that a file gives.
    init(_ folder: OfficialFolder, wanted: (DepartmentCode) -> Bool, isWanted: (CommuneCode) -> Bool) throws(ReferenceError) {
        for source in folder.files(.departmentDeaths) { try self.readDepartments(source, wanted) }
        var told: [Report: Int] = [:]
        for source in folder.files(.communeDeaths) { try self.readCommunes(source, isWanted, &told) }
        let files = folder.files(.certificates)
        self.certificates = try DeathCertificates(files, isWanted: isWanted)
        self.undated += self.certificates.undated
        self.strange.merge(self.certificates.strange) { $0 + $1 }
        self.read.formUnion(files)
        if !files.isEmpty, self.certificates.isEmpty { self.silent += files.map(\.title) }
    }

    private mutating func readDepartments(_ source: OfficialFile, _ wanted: (DepartmentCode) -> Bool) throws(ReferenceError) {
        let file = try DelimitedFile(source)
        let (date, place, number) = (try file.required(.day), try file.required(.deathDepartment), try file.required(.deaths))
        var codes: [String: DepartmentCode] = [:], days: [String: CivilDay?] = [:], found = false
        while let row = try file.next() {
            let (text, moment) = (row[place], row[date])
            if codes[text] == nil { codes[text] = try file.department(text) }
            guard let code = codes[text], wanted(code) else { continue }
            if days[moment] == nil { days[moment] = .some(try file.knownDay(moment)) }
            let deaths = try file.count(row[number])
            found = true
            guard let day = days[moment] ?? nil else {
                self.undated += deaths
                continue
            }
            if let before = self.departments[code]?[day], before != deaths {
                throw file.error(
                    "department \(code) had \(before) deaths on \(day) by a line before, and \(deaths) by this one: which is right is for you to say")
            }
            self.departments[code, default: [:]][day] = deaths
        }
        self.read.insert(source)
        if !found { self.silent.append(source.title) }
    }

    /// What one file of deceased persons tells of a commune and day; several files, one a month of registration, add up.
    private struct Report: Hashable {
        let registered: String
        let code: CommuneCode
        let day: CivilDay
    }

    private mutating func readCommunes(_ source: OfficialFile, _ isWanted: (CommuneCode) -> Bool, _ told: inout [Report: Int]) throws(ReferenceError) {
        let file = try DelimitedFile(source)
        let (date, place, number) = (try file.required(.day), try file.required(.deathCommune), try file.required(.deaths))
        let registered = file.place(of: .registered)
        var found = false
        while let row = try file.next() {
            let deaths = try file.count(row[number])
            guard let code = try? CommuneCode(OfficialCode.commune(row[place])) else {
                if !row[place].hasPrefix("99") { self.strange[row[place].isEmpty ? "none" : String(row[place].prefix(8)), default: 0] += deaths }
                continue
            }
            guard isWanted(code) else { continue }
            found = true
            guard let day = try file.knownDay(row[date]) else {
                self.undated += deaths
                continue
            }
            let report = Report(registered: registered.map { row[$0] } ?? "", code: code, day: day)
            if let before = told[report] {
                guard before == deaths else {
                    throw file.error(
                        "commune \(code) had \(before) deaths on \(day) by a line before, and \(deaths) by this one: which is right is for you to say")
                }
                continue
            }
            told[report] = deaths
            self.communes[code, default: [:]][day, default: 0] += deaths
        }
        self.read.insert(source)
        if !found { self.silent.append(source.title) }
    }
}
