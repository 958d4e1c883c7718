import Contracts
import Mortality

/// Counts and reports of one department. Of each cell and of each report it holds the newest.
struct DepartmentCounts: Sendable {
    private struct CellKey: Hashable {
        let commune: CommuneCode
        let day: CivilDay
        let place: Place
        let cause: Cause
    }

    private struct ReportKey: Hashable {
        let commune: CommuneCode
        let day: CivilDay
    }

    private var cellsByKey: [CellKey: CellCount] = [:]
    private var reportsByKey: [ReportKey: CommuneReport] = [:]

    init() {}

    init(cells: [CellCount], reports: [CommuneReport]) { self.add(cells: cells, reports: reports) }

    var cells: [CellCount] { Array(self.cellsByKey.values) }
    var reports: [CommuneReport] { Array(self.reportsByKey.values) }

    mutating func add(cells: [CellCount], reports: [CommuneReport]) {
        for cell in cells {
            let key = CellKey(commune: cell.commune, day: cell.day, place: cell.place, cause: cell.cause)
            if let known = self.cellsByKey[key], known.version >= cell.version { continue }
            self.cellsByKey[key] = cell
        }
        for report in reports {
            let key = ReportKey(commune: report.commune, day: report.day)
            if let known = self.reportsByKey[key], known.version >= report.version { continue }
            self.reportsByKey[key] = report
        }
    }
}
