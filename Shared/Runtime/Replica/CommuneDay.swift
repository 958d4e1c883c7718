public import Contracts
public import Mortality

/// What is known of a commune on a day.
public struct CommuneDay: Sendable {
    /// A cell's place and cause.
    struct Kind: Hashable, Sendable {
        let place: Place
        let cause: Cause
    }

    private struct Versioned: Sendable {
        var deaths: Int
        var version: UInt64
    }

    private var cells: [Kind: Versioned] = [:]
    /// Absent while the commune has told nothing.
    public private(set) var report: CommuneReport?
    /// All its deaths of the day.
    public private(set) var deaths = 0

    public init() {}

    /// Whether the commune has told of the day; zero deaths told is told.
    public var isReported: Bool { self.report?.isReported ?? false }

    /// Takes a cell unless it is older than what is known; says whether anything changed.
    mutating func apply(_ cell: CellCount) -> Bool {
        let kind = Kind(place: cell.place, cause: cell.cause)
        if let known = self.cells[kind], known.version >= cell.version { return false }
        self.deaths += cell.deaths - (self.cells[kind]?.deaths ?? 0)
        self.cells[kind] = Versioned(deaths: cell.deaths, version: cell.version)
        return true
    }

    /// Takes a report unless it is older than what is known; says whether anything changed.
    mutating func apply(_ report: CommuneReport) -> Bool {
        if let known = self.report, known.version >= report.version { return false }
        self.report = report
        return true
    }

    /// Deaths by place and cause, those that are not zero.
    public var byKind: [(place: Place, cause: Cause, deaths: Int)] {
        self.cells.compactMap { $1.deaths == 0 ? nil : ($0.place, $0.cause, $1.deaths) }
    }
}
