import Mortality

/// The key of a report, which tells whether and how recently a commune declared anything about a day, zero deaths included.
struct ReportKey: Hashable, Sendable {
    let municipality: CommuneCode
    let day: CivilDay
}

extension ReportKey: Comparable {
    /// Orders reports as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        left.municipality == right.municipality ? left.day < right.day : left.municipality < right.municipality
    }
}
