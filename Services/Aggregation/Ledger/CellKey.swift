import Mortality

/// A count: the deaths of one commune on one day, in one kind of place, of one kind of cause.
struct CellKey: Hashable, Sendable {
    /// The commune, never an arrondissement: the deaths of an arrondissement count in its commune, so that none is summed twice.
    let municipality: CommuneCode
    let day: CivilDay
    let place: Place
    let cause: Cause
}

extension CellKey: Comparable {
    /// Orders cells as every transaction locks them.
    static func < (left: Self, right: Self) -> Bool {
        if left.municipality != right.municipality { return left.municipality < right.municipality }
        if left.day != right.day { return left.day < right.day }
        return (left.place.number, left.cause.number) < (right.place.number, right.cause.number)
    }
}
