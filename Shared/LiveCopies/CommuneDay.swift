public import Mortality

/// What is known of a commune on a day.
public struct CommuneDay: Sendable {
    private let cells: ArraySlice<DayCounts.Cell>
    /// All its deaths of the day.
    public let deaths: Int
    /// How many of its declarations stand; nothing while it has told nothing.
    public let declarations: Int?
    /// When the last of its declarations was received; nothing while it has told nothing.
    public let lastReceivedAt: Instant?

    init(cells: ArraySlice<DayCounts.Cell>, told: (declarations: Int, lastReceivedAt: Instant)?) {
        self.cells = cells
        self.deaths = cells.reduce(0) { $0 + Int($1.deaths) }
        self.declarations = told?.declarations
        self.lastReceivedAt = told?.lastReceivedAt
    }

    /// Whether the commune has told of the day; zero deaths told is told.
    public var isReported: Bool { self.declarations ?? 0 > 0 }

    /// Deaths by place and cause, those that are not zero.
    public var byKind: [(place: Place, cause: Cause, deaths: Int)] {
        self.cells.compactMap { $0.deaths == 0 ? nil : ($0.place, $0.cause, Int($0.deaths)) }
    }
}

/// The communes of a department that something is known of on a day.
public struct CommunesOfDay: Sequence, Sendable {
    /// A commune, and what is known of it.
    public typealias Element = (key: CommuneCode, value: CommuneDay)

    private let list: CommuneList
    private let counts: DayCounts

    init(_ list: CommuneList, _ counts: DayCounts) {
        self.list = list
        self.counts = counts
    }

    /// What is known of a commune; nothing where nothing is.
    public subscript(commune: CommuneCode) -> CommuneDay? { self.list.number(of: commune).flatMap { self.counts.commune(Int($0)) } }

    /// What is known of each.
    public var values: [CommuneDay] { self.map(\.value) }

    /// Goes through the communes in the order in which they were first heard of.
    public func makeIterator() -> AnyIterator<Element> {
        var number = 0
        return AnyIterator {
            while number < self.counts.communes {
                defer { number += 1 }
                if let known = self.counts.commune(number) { return (self.list.codes[number], known) }
            }
            return nil
        }
    }
}

/// The communes of a department in the order in which they were first heard of: each is known by its number in the counts of a day.
struct CommuneList: Sendable {
    private(set) var codes: [CommuneCode] = []
    private var numbers: [CommuneCode: UInt16] = [:]

    /// The number of a commune; nothing where it was never heard of.
    func number(of commune: CommuneCode) -> UInt16? { self.numbers[commune] }

    /// The number of a commune, a new one where it was never heard of; nothing beyond any number of communes that a department has.
    mutating func numberGiven(to commune: CommuneCode) -> UInt16? {
        if let known = self.numbers[commune] { return known }
        guard let number = UInt16(exactly: self.codes.count) else { return nil }
        self.codes.append(commune)
        self.numbers[commune] = number
        return number
    }
}
