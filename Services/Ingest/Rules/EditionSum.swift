import Mortality

/// The rows of a table's edition that are alike, added up.
struct EditionSum: Hashable, Sendable {
    /// What makes rows alike. Place and cause are absent where a row tells no deaths and neither.
    struct Key: Hashable, Sendable {
        let commune: CommuneCode
        let day: CivilDay
        let place: Place?
        let cause: Cause?

        /// The same for another commune; unchanged where there is none.
        func leading(to commune: CommuneCode?) -> Key {
            Key(commune: commune ?? self.commune, day: self.day, place: self.place, cause: self.cause)
        }
    }

    /// A row that belongs to the sum and cannot be added: without it the sum would be too small.
    struct Fault: Hashable, Sendable {
        let row: Int
        let rejection: Rejection
    }

    let key: Key
    private(set) var deaths = 0
    /// The first such row.
    private(set) var fault: Fault?

    init(_ key: Key) { self.key = key }

    mutating func add(_ deaths: DeathCount) { self.deaths += Int(deaths.number) }

    mutating func spoil(_ fault: Fault) { self.fault = self.fault ?? fault }
}
