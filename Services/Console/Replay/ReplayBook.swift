import Mortality

/// What each commune has declared so far in a replay, and so what it still has to declare.
///
/// Pure: the same steps give the same declarations, revision by revision.
struct ReplayBook: Sendable {
    private struct Page: Hashable {
        let department: DepartmentCode
        let day: CivilDay
    }

    private struct Entry {
        var deaths: Int
        var revision: Int
    }

    private let grounds: [DepartmentCode: ReplayGround]
    private let seed: UInt64
    private var pages: [Page: [Entry]] = [:]

    init(grounds: [ReplayGround], seed: UInt64) {
        self.grounds = Dictionary(grounds.map { ($0.department, $0) }, uniquingKeysWith: { $1 })
        self.seed = seed
    }

    /// Returns what is declared in a step: at the first news of a day by every commune, those without a death included; later by the communes
    /// whose count has changed, as a correction.
    ///
    /// - Throws: `ConsoleError` when a department's communes are not known or have no inhabitants, or a count is too large.
    mutating func declare(_ step: ReplayStep) throws(ConsoleError) -> [Declaration] {
        var declarations: [Declaration] = []
        for news in step.news { declarations += try self.declare(news, known: step.day) }
        return declarations
    }

    private mutating func declare(_ news: ReplayStep.News, known: CivilDay) throws(ConsoleError) -> [Declaration] {
        guard let ground = self.grounds[news.department] else { throw ConsoleError("the communes of department \(news.department) are not known") }
        let counts: [Int] =
            switch news.count {
            case .total(let deaths): try ground.allocate(deaths, on: news.day, seed: self.seed)
            case .byCommune(let counts): ground.communes.map { counts[$0] ?? 0 }
            }
        let page = Page(department: news.department, day: news.day)
        let before = self.pages[page]
        var entries = before ?? []
        var declarations: [Declaration] = []
        for (place, commune) in ground.communes.enumerated() {
            if before == nil {
                entries.append(Entry(deaths: counts[place], revision: 1))
            } else if entries[place].deaths != counts[place] {
                entries[place] = Entry(deaths: counts[place], revision: entries[place].revision + 1)
            } else {
                continue
            }
            do {
                declarations.append(try self.declaration(entries[place], of: commune, on: news.day, known: known, ground))
            } catch {
                throw ConsoleError("commune \(commune), \(news.day): \(error)")
            }
        }
        self.pages[page] = entries
        return declarations
    }

    /// Returns a declaration of this many deaths with place and cause unknown, since the official totals tell neither.
    private func declaration(
        _ entry: Entry, of commune: CommuneCode, on day: CivilDay, known: CivilDay, _ ground: ReplayGround
    ) throws(Rejection) -> Declaration {
        let reason: Reason? = entry.revision > 1 ? try Reason("Publication de l’Insee du \(Self.french(known))") : nil
        return try Declaration(
            id: ground.id(of: commune, on: day, seed: self.seed), revision: Revision(entry.revision), commune: commune, day: day,
            place: .unknown, cause: .unknown, deaths: DeathCount(entry.deaths), reason: reason)
    }

    /// Returns a day as clerks write it: 03/04/2020.
    private static func french(_ day: CivilDay) -> String {
        day.description.split(separator: "-").reversed().joined(separator: "/")
    }
}
