import Contracts
import Formats
import Mortality

/// What Aggregation would say of a department of three communes over three days, as it changes.
struct Universe {
    private struct Cell: Hashable {
        let commune: CommuneCode
        let day: CivilDay
        let place: Place
        let cause: Cause
    }

    private struct CommuneOnDay: Hashable {
        let commune: CommuneCode
        let day: CivilDay
    }

    let department: DepartmentCode
    let days: [CivilDay]
    private let communes: [CommuneCode]
    private var cells: [Cell: CellCount] = [:]
    private var reports: [CommuneOnDay: CommuneReport] = [:]
    private var clock: Int64 = 0

    init() throws {
        self.department = try Given.morbihan
        self.communes = [try Given.vannes, try Given.lorient, try CommuneCode("56178")]
        self.days = [try Given.march(1), try Given.march(2), try Given.march(3)]
    }

    /// Deaths of each day.
    var deaths: [Int] { self.days.map { day in self.cells.values.reduce(0) { $0 + ($1.day == day ? $1.deaths : 0) } } }

    /// A transaction: some cells and reports have new values, each with its next version.
    mutating func change(using generator: inout SeededGenerator) -> CountsChange {
        self.clock += 1
        var cells: [Cell: CellCount] = [:]
        var reports: [CommuneOnDay: CommuneReport] = [:]
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let commune = self.communes[Int.random(in: 0..<3, using: &generator)]
            let day = self.days[Int.random(in: 0..<3, using: &generator)]
            let cell = Cell(
                commune: commune, day: day, place: Bool.random(using: &generator) ? .home : .careHome,
                cause: Bool.random(using: &generator) ? .covidConfirmed : .unknown)
            if cells[cell] == nil {
                cells[cell] = Given.cell(
                    commune, day, Int.random(in: 0...9, using: &generator), version: (self.cells[cell]?.version ?? 0) + 1, place: cell.place, cause: cell.cause)
            }
            let place = CommuneOnDay(commune: commune, day: day)
            if reports[place] == nil {
                reports[place] = Given.report(
                    commune, day, Int.random(in: 0...2, using: &generator), at: Instant(microseconds: self.clock),
                    version: (self.reports[place]?.version ?? 0) + 1)
            }
        }
        self.cells.merge(cells) { $1 }
        self.reports.merge(reports) { $1 }
        return CountsChange(
            department: self.department, cells: Array(cells.values), reports: Array(reports.values), committedAt: Instant(microseconds: self.clock),
            correlationIDs: [])
    }

    /// The pages of a snapshot that is taken after some changes.
    func pages(after changes: [CountsChange], of size: Int) -> [([CellCount], [CommuneReport])] {
        var cells: [Cell: CellCount] = [:]
        var reports: [CommuneOnDay: CommuneReport] = [:]
        for change in changes {
            for cell in change.cells { cells[Cell(commune: cell.commune, day: cell.day, place: cell.place, cause: cell.cause)] = cell }
            for report in change.reports { reports[CommuneOnDay(commune: report.commune, day: report.day)] = report }
        }
        return Self.pages(of: Array(cells.values), size).map { ($0, []) } + Self.pages(of: Array(reports.values), size).map { ([], $0) }
    }

    private static func pages<Element>(of all: [Element], _ size: Int) -> [[Element]] {
        stride(from: 0, to: all.count, by: size).map { Array(all[$0..<min($0 + size, all.count)]) }
    }
}
