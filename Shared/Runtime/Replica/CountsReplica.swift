public import Contracts
public import Mortality

/// A copy of the counts and reports, kept up by absolute values with versions.
///
/// A pure value. Pages of a snapshot and changes may come in any order, twice, or late: what has the higher version
/// stands, so every order leads to the same copy.
public struct CountsReplica: Sendable {
    private var departments: [DepartmentCode: [CivilDay: [CommuneCode: CommuneDay]]] = [:]
    private var lastReceived: [DepartmentCode: Int64] = [:]
    private var lastReceivedByCommune: [CommuneCode: Int64] = [:]

    /// Makes a copy that knows nothing yet.
    public init() {}

    /// What a change moved: communes by day. Empty when all of it was known.
    public typealias Moved = [CivilDay: Set<CommuneCode>]

    /// Takes cells and reports, of a snapshot or of a change.
    @discardableResult
    public mutating func apply(department: DepartmentCode, cells: [CellCount], reports: [CommuneReport]) -> Moved {
        var moved: Moved = [:]
        for cell in cells where self.departments[department, default: [:]][cell.day, default: [:]][cell.commune, default: CommuneDay()].apply(cell) {
            moved[cell.day, default: []].insert(cell.commune)
        }
        for report in reports
        where self.departments[department, default: [:]][report.day, default: [:]][report.commune, default: CommuneDay()].apply(report) {
            moved[report.day, default: []].insert(report.commune)
            self.lastReceived[department] = max(self.lastReceived[department] ?? .min, report.lastReceivedAt)
            self.lastReceivedByCommune[report.commune] = max(self.lastReceivedByCommune[report.commune] ?? .min, report.lastReceivedAt)
        }
        return moved
    }

    /// Takes a change.
    @discardableResult
    public mutating func apply(_ change: CountsChange) -> Moved {
        self.apply(department: change.department, cells: change.cells, reports: change.reports)
    }

    /// The communes of a department that something is known of on a day.
    public func communes(of department: DepartmentCode, on day: CivilDay) -> [CommuneCode: CommuneDay] {
        self.departments[department]?[day] ?? [:]
    }

    /// A department's deaths of a day.
    public func deaths(of department: DepartmentCode, on day: CivilDay) -> Int {
        self.communes(of: department, on: day).values.reduce(0) { $0 + $1.deaths }
    }

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

    /// When the last declaration of a department was received, in microseconds since 1970 UTC; nothing when none was.
    public func lastReceivedAt(in department: DepartmentCode) -> Int64? { self.lastReceived[department] }

    /// When the last declaration of a commune was received, likewise.
    public func lastReceivedAt(from commune: CommuneCode) -> Int64? { self.lastReceivedByCommune[commune] }

    /// The days that anything is known of, in order.
    public func days(of department: DepartmentCode) -> [CivilDay] { (self.departments[department] ?? [:]).keys.sorted() }
}
