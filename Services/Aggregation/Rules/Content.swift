import Mortality

/// What a revision says. A refused one may say what no ``Declaration`` could, hence plain numbers.
struct Content: Hashable, Sendable {
    let day: CivilDay
    /// Absent for "nothing to declare".
    let place: Place?
    let cause: Cause?
    let deaths: Int32
    let isWithdrawn: Bool
    let reason: String?

    /// The cell that the deaths count in, or nothing when the revision moves no cell: a withdrawal, or a zero.
    func cell(of municipality: CommuneCode) -> CellKey? {
        guard !self.isWithdrawn, self.deaths > 0, let place, let cause else { return nil }
        return CellKey(municipality: municipality, day: self.day, place: place, cause: cause)
    }
}
