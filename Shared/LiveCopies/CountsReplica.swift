public import Contracts
public import Mortality

/// A copy of the counts and reports, kept up by absolute values with versions.
///
/// A pure value. Pages of a snapshot and changes may come in any order, twice, or late: what has the higher version
/// stands, so every order leads to the same copy.
public struct CountsReplica: Sendable {
    /// What is known of a commune whatever the day.
    private struct Ever {
        var lastReceivedAt: Instant?
        var hasDeclared = false
    }

    private struct Department {
        var communes = CommuneList()
        /// By the number of the commune.
        var ever: [Ever] = []
        var lastReceivedAt: Instant?

        /// The number of a commune; nothing beyond any number of communes that a department has.
        mutating func number(of commune: CommuneCode) -> UInt16? {
            let number = self.communes.numberGiven(to: commune)
            while self.ever.count < self.communes.codes.count { self.ever.append(Ever()) }
            return number
        }

        mutating func heard(_ number: UInt16, at instant: Instant) {
            self.lastReceivedAt = max(self.lastReceivedAt ?? instant, instant)
            self.ever[Int(number)].lastReceivedAt = max(self.ever[Int(number)].lastReceivedAt ?? instant, instant)
        }
    }

    private var departments: [DepartmentCode: Department] = [:]
    /// Departments where some commune may have no declaration left: only who holds all days can tell.
    private var doubtful: Set<DepartmentCode> = []
    /// The days that are held.
    public var days: HeldDays<DayCounts>

    /// - Parameters:
    ///   - first: The first day that is held; all days are, unless it is told.
    ///   - olderBytes: What older days may weigh together.
    public init(since first: CivilDay = .first, olderBytes: Int = 0) { self.days = HeldDays(since: first, limit: olderBytes) }

    /// What a change moved: communes by day. Empty when all of it was known.
    public typealias Moved = [CivilDay: Set<CommuneCode>]

    /// Takes cells and reports, of a snapshot or of a change. What is told of a day that is not held counts as moved.
    @discardableResult
    public mutating func apply(department: DepartmentCode, cells: [CellCount], reports: [CommuneReport]) -> Moved {
        var moved: Moved = [:]
        var known = self.departments.removeValue(forKey: department) ?? Department()
        // Numbers first, so that each day makes room once.
        for report in reports { _ = known.number(of: report.commune) }
        for cell in cells {
            guard let number = known.number(of: cell.commune) else { continue }
            if self.days.update(department, cell.day, { $0.apply(cell, of: number) }) ?? true { moved[cell.day, default: []].insert(cell.commune) }
        }
        let communes = known.communes.codes.count
        for report in reports {
            guard let number = known.number(of: report.commune) else { continue }
            guard self.days.update(department, report.day, { $0.apply(report, of: number, among: communes) }) ?? true else { continue }
            moved[report.day, default: []].insert(report.commune)
            known.heard(number, at: report.lastReceivedAt)
            if report.isReported {
                known.ever[Int(number)].hasDeclared = true
            } else if known.ever[Int(number)].hasDeclared {
                self.lostReport(of: number, in: department, &known)
            }
        }
        self.departments[department] = known
        return moved
    }

    /// Takes a change.
    @discardableResult
    public mutating func apply(_ change: CountsChange) -> Moved {
        self.apply(department: change.department, cells: change.cells, reports: change.reports)
    }

    /// Takes what is known of communes of a department, whatever the day; but for those of which later news were heard meanwhile.
    public mutating func apply(department: DepartmentCode, communes: [DeclaringCommune]) {
        var known = self.departments.removeValue(forKey: department) ?? Department()
        for commune in communes {
            guard let number = known.number(of: commune.commune) else { continue }
            if commune.lastReceivedAt >= known.ever[Int(number)].lastReceivedAt ?? Instant(microseconds: .min) {
                known.ever[Int(number)].hasDeclared = commune.hasDeclared
            }
            known.heard(number, at: commune.lastReceivedAt)
        }
        self.departments[department] = known
    }

    /// A commune has no declaration left of some day. Whether it has of another is known where all days are held.
    private mutating func lostReport(of number: UInt16, in department: DepartmentCode, _ known: inout Department) {
        let hasOther = self.days.days(of: department).contains { self.days[department, $0]?.isReported(number) ?? false }
        guard !hasOther else { return }
        if self.days.first == .first { known.ever[Int(number)].hasDeclared = false } else { self.doubt(department) }
    }

    /// The departments whose communes must be asked for again; none a second time.
    public mutating func takeDoubtful() -> Set<DepartmentCode> {
        defer { self.doubtful = [] }
        return self.doubtful
    }

    /// Notes that the communes of a department must be asked for again.
    public mutating func doubt(_ department: DepartmentCode) { self.doubtful.insert(department) }

    /// The communes of a department that something is known of on a day that is held.
    public func communes(of department: DepartmentCode, on day: CivilDay) -> CommunesOfDay {
        CommunesOfDay(self.departments[department]?.communes ?? CommuneList(), self.days[department, day] ?? DayCounts())
    }

    /// A department's deaths of a day.
    public func deaths(of department: DepartmentCode, on day: CivilDay) -> Int { self.days[department, day]?.deaths ?? 0 }

    /// A department's deaths of the seven days that end with a day.
    public func deaths7(of department: DepartmentCode, endingOn day: CivilDay) -> Int {
        (0..<7).reduce(0) { $0 + self.deaths(of: department, on: day.advanced(by: -$1)) }
    }

    /// Deaths and reported days of each commune over the seven days that end with a day.
    public func week(of department: DepartmentCode, endingOn day: CivilDay) -> [CommuneCode: (deaths: Int, reportedDays: Int)] {
        var week: [CommuneCode: (deaths: Int, reportedDays: Int)] = [:]
        for offset in 0..<7 {
            for (commune, known) in self.communes(of: department, on: day.advanced(by: -offset)) {
                week[commune, default: (0, 0)].deaths += known.deaths
                week[commune, default: (0, 0)].reportedDays += known.isReported ? 1 : 0
            }
        }
        return week
    }

    /// When the last declaration of a department was received; nothing when none was.
    public func lastReceivedAt(in department: DepartmentCode) -> Instant? { self.departments[department]?.lastReceivedAt }

    /// When the last declaration of a commune was received, likewise.
    public func lastReceivedAt(from commune: CommuneCode) -> Instant? {
        guard let known = self.departments[commune.department], let number = known.communes.number(of: commune) else { return nil }
        return known.ever[Int(number)].lastReceivedAt
    }

    /// How many communes of a department have declared anything that stands.
    public func declaringCommunes(of department: DepartmentCode) -> Int { self.departments[department]?.ever.count(where: \.hasDeclared) ?? 0 }

    /// The days that anything is known of, in order.
    func days(of department: DepartmentCode) -> [CivilDay] { self.days.days(of: department) }
}
