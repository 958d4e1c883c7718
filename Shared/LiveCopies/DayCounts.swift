import Contracts
import Mortality

/// The counts of one department on one day, in few bytes: a window holds millions of commune-days, most of them a mere "nothing to
/// declare". Communes are numbers here, which the department's list gives.
public struct DayCounts: DayFacts {
    /// What a commune has told, in twenty bytes: numbers of eight would be laid out in twenty-four.
    private struct Report {
        private var versionHigh: UInt32 = 0
        private var versionLow: UInt32 = 0
        private var receivedHigh: UInt32 = 0
        private var receivedLow: UInt32 = 0
        /// How many declarations stand; below zero while the commune has told nothing.
        var standing: Int32 = -1

        var version: UInt64 {
            get { UInt64(self.versionHigh) << 32 | UInt64(self.versionLow) }
            set { (self.versionHigh, self.versionLow) = (UInt32(newValue >> 32), UInt32(truncatingIfNeeded: newValue)) }
        }
        var lastReceived: Instant {
            get { Instant(microseconds: Int64(bitPattern: UInt64(self.receivedHigh) << 32 | UInt64(self.receivedLow))) }
            set {
                let bits = UInt64(bitPattern: newValue.microseconds)
                (self.receivedHigh, self.receivedLow) = (UInt32(bits >> 32), UInt32(truncatingIfNeeded: bits))
            }
        }
    }

    /// A cell, in sixteen bytes.
    struct Cell: Sendable {
        let number: UInt16
        let place: Place
        let cause: Cause
        var deaths: Int32
        var version: UInt64

        /// In the order of communes, then of places and causes.
        var order: Int { Self.order(Int(self.number), self.place, self.cause) }

        static func order(_ number: Int, _ place: Place, _ cause: Cause) -> Int { number << 16 | Int(place.number) << 8 | Int(cause.number) }
    }

    /// By the number of the commune.
    private var reports: [Report] = []
    /// In order. Few: a commune's deaths of one day are seldom of more than two kinds.
    private var cells: [Cell] = []
    /// All deaths of the day.
    private(set) var deaths = 0

    /// A day of which nothing is known yet.
    public init() {}

    /// How many bytes it takes, more or less.
    public var weight: Int { 160 + self.reports.count * MemoryLayout<Report>.stride + self.cells.count * MemoryLayout<Cell>.stride }

    /// Takes a cell unless it is older than what is known; says whether anything changed.
    mutating func apply(_ cell: CellCount, of number: UInt16) -> Bool {
        let deaths = Int32(clamping: cell.deaths)
        let order = Cell.order(Int(number), cell.place, cell.cause)
        let index = self.firstCell { $0.order >= order }
        guard index < self.cells.count, self.cells[index].order == order else {
            self.cells.insert(Cell(number: number, place: cell.place, cause: cell.cause, deaths: deaths, version: cell.version), at: index)
            self.deaths += Int(deaths)
            return true
        }
        guard self.cells[index].version < cell.version else { return false }
        self.deaths += Int(deaths) - Int(self.cells[index].deaths)
        self.cells[index].deaths = deaths
        self.cells[index].version = cell.version
        return true
    }

    /// Takes a report unless it is older than what is known; says whether anything changed.
    ///
    /// - Parameter communes: how many the department has: room for all of them is made at once, and for no more.
    mutating func apply(_ report: CommuneReport, of number: UInt16, among communes: Int) -> Bool {
        if Int(number) >= self.reports.count {
            let wanted = max(communes, Int(number) + 1)
            self.reports.reserveCapacity(wanted)
            self.reports.append(contentsOf: repeatElement(Report(), count: wanted - self.reports.count))
        }
        let known = self.reports[Int(number)]
        guard known.standing < 0 || known.version < report.version else { return false }
        self.reports[Int(number)].standing = Int32(clamping: max(0, report.declarations))
        self.reports[Int(number)].version = report.version
        self.reports[Int(number)].lastReceived = report.lastReceivedAt
        return true
    }

    /// Whether a commune has told of the day.
    func isReported(_ number: UInt16) -> Bool { Int(number) < self.reports.count && self.reports[Int(number)].standing > 0 }

    /// One more than the highest number of a commune that something may be known of.
    var communes: Int { max(self.reports.count, self.cells.last.map { Int($0.number) + 1 } ?? 0) }

    /// What is known of a commune; nothing where nothing is.
    func commune(_ number: Int) -> CommuneDay? {
        let start = self.firstCell { $0.number >= number }
        var end = start
        while end < self.cells.count, self.cells[end].number == number { end += 1 }
        let report = number < self.reports.count ? self.reports[number] : Report()
        guard start < end || report.standing >= 0 else { return nil }
        let told = report.standing < 0 ? nil : (declarations: Int(report.standing), lastReceivedAt: report.lastReceived)
        return CommuneDay(cells: self.cells[start..<end], told: told)
    }

    /// Where the first cell stands for which something holds that holds for all behind it.
    private func firstCell(_ holds: (Cell) -> Bool) -> Int {
        var (low, high) = (0, self.cells.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self.cells[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
