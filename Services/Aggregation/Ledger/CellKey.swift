import Mortality

/// A count: the deaths of one commune on one day, in one kind of place, of one kind of cause.
struct CellKey: Hashable, Sendable {
    /// Never an arrondissement: those count in their commune, so that none is summed twice.
    let municipality: CommuneCode
    let day: CivilDay
    let place: Place
    let cause: Cause
}

extension CellKey: Comparable {
    /// The order in which every transaction locks cells.
    static func < (left: Self, right: Self) -> Bool {
        if left.municipality != right.municipality { return left.municipality < right.municipality }
        if left.day != right.day { return left.day < right.day }
        return (left.place.number, left.cause.number) < (right.place.number, right.cause.number)
    }
}
