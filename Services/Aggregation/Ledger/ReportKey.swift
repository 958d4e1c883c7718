import Mortality

/// Whether, and how recently, one commune spoke about one day; a zero is a word too.
struct ReportKey: Hashable, Sendable {
    let municipality: CommuneCode
    let day: CivilDay
}

extension ReportKey: Comparable {
    /// The order in which every transaction locks reports.
    static func < (left: Self, right: Self) -> Bool {
        left.municipality == right.municipality ? left.day < right.day : left.municipality < right.municipality
    }
}
