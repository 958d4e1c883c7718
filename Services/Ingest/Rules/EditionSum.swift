import Mortality

/// The sum of the rows of a table's edition that are alike.
struct EditionSum: Hashable, Sendable {
    /// What rows must have in common to be added up. Place and cause are `nil` where a row has no deaths and gives neither.
    struct Key: Hashable, Sendable {
        let commune: CommuneCode
        let day: CivilDay
        let place: Place?
        let cause: Cause?

        /// Returns the key with another commune; the same key for `nil`.
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
    /// The first row that belongs to the sum and cannot be added; `nil` when all could be.
    private(set) var fault: Fault?

    init(_ key: Key) { self.key = key }

    mutating func add(_ deaths: DeathCount) { self.deaths += Int(deaths.number) }

    mutating func spoil(_ fault: Fault) { self.fault = self.fault ?? fault }
}
