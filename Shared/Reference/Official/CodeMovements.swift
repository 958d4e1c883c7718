import Mortality

/// What happened to communes, day by day, as INSEE lists it (Code officiel géographique, fichier des mouvements).
struct CodeMovements: Sendable {
    /// A code that ceased to be a commune's, and the one that its land went to.
    struct Step: Hashable, Sendable {
        let day: CivilDay
        /// The code that the land went to; `nil` when it went to several, or to none that INSEE lists.
        let successor: CommuneCode?
        /// The codes that the land went to, where there are several.
        var parts: [CommuneCode] = []
    }

    /// The steps by the code that ceased, in order of days.
    private(set) var steps: [CommuneCode: [Step]] = [:]
    /// The last day on which each code became a commune's: created (20) or re-established (21).
    private var births: [CommuneCode: CivilDay] = [:]

    /// The kinds of movement by which a commune's code ceases: 30 suppression, 31 fusion simple, 32 commune nouvelle, 33 fusion-association,
    /// 41 change of department, 50 change of code with the chef-lieu. By the others (10 renamed, 20 created, 21 re-established, 34–36 and
    /// 70–72 of associated and delegated communes) a code stays, or new ones come beside it.
    private static let endings: Set<String> = ["30", "31", "32", "33", "41", "50"]

    init(_ folder: OfficialFolder) throws(ReferenceError) {
        var found: [CommuneCode: [CivilDay: Set<CommuneCode>]] = [:]
        for source in folder.files(.movements) {
            let file = try DelimitedFile(source)
            let (kind, day) = (try file.required(.movement), try file.required(.movementDay))
            let (before, after) = (try file.required(.codeBefore), try file.required(.codeAfter))
            let (typeBefore, typeAfter) = (file.place(of: .typeBefore), file.place(of: .typeAfter))
            while let row = try file.next() {
                if ["20", "21"].contains(row[kind]), typeAfter.map({ row[$0] == "COM" }) ?? true,
                    let born = try? CommuneCode(OfficialCode.commune(row[after])), row[before] != row[after] || typeBefore.map({ row[$0] != "COM" }) ?? false
                {
                    self.births[born] = max(try file.day(row[day]), self.births[born] ?? .first)
                }
                guard Self.endings.contains(row[kind]), typeBefore.map({ row[$0] == "COM" }) ?? true else { continue }
                guard let old = try? CommuneCode(OfficialCode.commune(row[before])) else { continue }
                let isCommune = typeAfter.map { row[$0] == "COM" } ?? true
                let day = try file.day(row[day])
                // That it lives on as a delegated commune is told beside; that it lives on as itself means that it did not go.
                guard isCommune || row[after].isEmpty else { continue }
                let new = try? CommuneCode(OfficialCode.commune(row[after]))
                found[old, default: [:]][day, default: []].formUnion(new.map { [$0] } ?? [])
            }
        }
        for (code, days) in found {
            self.steps[code] = days.filter { !$0.value.contains(code) }.map { day, successors in
                Step(
                    day: day, successor: successors.count == 1 ? successors.first : nil, parts: successors.count > 1 ? successors.sorted() : [])
            }.sorted { $0.day < $1.day }
            if self.steps[code]?.isEmpty == true { self.steps[code] = nil }
        }
    }

    /// Returns the step by which a code ceased the last time; `nil` when it became a commune's again since.
    func last(of code: CommuneCode) -> Step? {
        guard let last = self.steps[code]?.last, last.day >= self.births[code] ?? .first else { return nil }
        return last
    }

    /// Returns the step by which a code ceased next, on a day or after it; `nil` when it did not.
    func next(of code: CommuneCode, from day: CivilDay) -> Step? { self.steps[code]?.first { $0.day >= day } }
}
