import Mortality

/// The content of a revision. A refused one may hold what no ``Declaration`` could, hence plain numbers.
struct Content: Hashable, Sendable {
    let day: CivilDay
    /// The kind of place; `nil` in a declaration of zero deaths.
    let place: Place?
    let cause: Cause?
    let deaths: Int32
    let isWithdrawn: Bool
    let reason: String?

    /// Returns the cell in which the deaths count, and `nil` when the revision moves no cell: a withdrawal, or a zero.
    func cell(of municipality: CommuneCode) -> CellKey? {
        guard !self.isWithdrawn, self.deaths > 0, let place, let cause else { return nil }
        return CellKey(municipality: municipality, day: self.day, place: place, cause: cause)
    }
}
