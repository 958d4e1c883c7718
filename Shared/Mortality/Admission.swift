/// The rule for which days may be declared today.
public struct Admission: Hashable, Sendable {
    /// The current civil day where the declaration's commune is.
    public let today: CivilDay
    /// Whether the sender may declare deaths of more than two years ago.
    public let mayBackdate: Bool

    /// Makes the rule for a sender and a day; it knows no clock.
    public init(today: CivilDay, mayBackdate: Bool) {
        self.today = today
        self.mayBackdate = mayBackdate
    }

    /// The first day admitted: two years before today, or 1 January 1970 for who may backdate.
    public var earliest: CivilDay { self.mayBackdate ? CivilDay(unchecked: 0) : self.today.addingYears(-2) }

    /// Checks that a day may be declared.
    ///
    /// - Throws: `Rejection` of field `occurredOn` for a day after today or before the first one admitted.
    public func check(_ day: CivilDay) throws(Rejection) {
        guard day <= self.today else {
            throw Rejection(field: "occurredOn", reason: "after today in the commune, \(self.today)")
        }
        guard day >= self.earliest else {
            throw Rejection(field: "occurredOn", reason: "before \(self.earliest), the earliest day that you may declare")
        }
    }
}
