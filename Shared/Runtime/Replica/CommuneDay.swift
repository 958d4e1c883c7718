import Contracts
public import Mortality

/// What is known of a commune on a day. Services keep millions of these, most of them a mere "nothing to declare": they
/// are small.
public struct CommuneDay: Sendable {
    private struct Cell: Sendable {
        let place: Place
        let cause: Cause
        var deaths: Int32
        var version: UInt64
    }

    /// Few: a commune's deaths of one day are seldom of more than two kinds.
    private var cells: [Cell] = []
    private var reportVersion: UInt64 = 0
    private var lastReceived = Int64.min
    private var total: Int32 = 0
    /// How many declarations stand; below zero while the commune has told nothing.
    private var standing: Int32 = -1

    /// Makes a day of which nothing is known yet.
    public init() {}

    /// All its deaths of the day.
    public var deaths: Int { Int(self.total) }

    /// How many of its declarations stand; nothing while it has told nothing.
    public var declarations: Int? { self.standing < 0 ? nil : Int(self.standing) }

    /// Whether the commune has told of the day; zero deaths told is told.
    public var isReported: Bool { self.standing > 0 }

    /// When the last of its declarations was received, in microseconds since 1970 UTC; nothing while it has told nothing.
    public var lastReceivedAt: Int64? { self.standing < 0 ? nil : self.lastReceived }

    /// Takes a cell unless it is older than what is known; says whether anything changed.
    mutating func apply(_ cell: CellCount) -> Bool {
        let deaths = Int32(clamping: cell.deaths)
        guard let index = self.cells.firstIndex(where: { $0.place == cell.place && $0.cause == cell.cause }) else {
            self.cells.reserveCapacity(self.cells.count + 1)
            self.cells.append(Cell(place: cell.place, cause: cell.cause, deaths: deaths, version: cell.version))
            self.total = Int32(clamping: Int(self.total) + Int(deaths))
            return true
        }
        guard self.cells[index].version < cell.version else { return false }
        self.total = Int32(clamping: Int(self.total) + Int(deaths) - Int(self.cells[index].deaths))
        self.cells[index].deaths = deaths
        self.cells[index].version = cell.version
        return true
    }

    /// Takes a report unless it is older than what is known; says whether anything changed.
    mutating func apply(_ report: CommuneReport) -> Bool {
        guard self.standing < 0 || self.reportVersion < report.version else { return false }
        self.standing = Int32(clamping: max(0, report.declarations))
        self.reportVersion = report.version
        self.lastReceived = report.lastReceivedAt
        return true
    }

    /// Deaths by place and cause, those that are not zero.
    public var byKind: [(place: Place, cause: Cause, deaths: Int)] {
        self.cells.compactMap { $0.deaths == 0 ? nil : ($0.place, $0.cause, Int($0.deaths)) }
    }
}
