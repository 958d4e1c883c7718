package import Mortality
package import Surveillance

/// What each commune of a department declared, day by day: who told of a day, those without a death included, and whose
/// deaths there were.
package struct DeclaredDays: Hashable, Sendable {
    /// The deaths of one commune, which is named by its place in the list.
    package struct Deaths: Hashable, Sendable {
        package let place: Int
        package let count: Int

        package init(place: Int, count: Int) {
            self.place = place
            self.count = count
        }
    }

    package struct Day: Hashable, Sendable {
        package let told: PlaceSet
        /// The deaths by commune; a commune that is not listed had none, or they are not known.
        package let deaths: [Deaths]

        package init(told: PlaceSet = PlaceSet(), deaths: [Deaths] = []) {
            self.told = told
            self.deaths = deaths
        }
    }

    package let communes: [CommuneCode]
    /// The part of what the department expects that each commune expects; 0 where nothing is known of it.
    package let shares: [Double]
    /// What was declared by day; a day that is missing is one of which nobody told.
    package let days: [CivilDay: Day]

    /// Checks what communes declared.
    ///
    /// - Throws: `invalid` for as many shares as there are no communes, shares that are none, and places or counts that cannot be.
    package init(communes: [CommuneCode], shares: [Double], days: [CivilDay: Day]) throws(SurveillanceError) {
        guard shares.count == communes.count, shares.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw SurveillanceError(.invalid, "a share from 0 to 1 is needed for each commune")
        }
        for day in days.values {
            guard day.told.end <= communes.count,
                day.deaths.allSatisfy({ communes.indices.contains($0.place) && (0...1_000_000_000).contains($0.count) })
            else { throw SurveillanceError(.invalid, "a day tells of communes that are not listed, or of deaths that cannot be counted") }
        }
        self.communes = communes
        self.shares = shares
        self.days = days
    }

    package func isTold(_ day: CivilDay) -> Bool { !(self.days[day]?.told.isEmpty ?? true) }

    /// Returns the deaths of a day, of all communes or of some.
    package func deaths(on day: CivilDay, of places: PlaceSet? = nil) -> Int {
        self.days[day]?.deaths.reduce(0) { sum, one in places.map { $0.contains(one.place) } ?? true ? sum + one.count : sum } ?? 0
    }

    /// Returns how many days up to one are summed, seven at most. They are fewer where nobody told of any of the 28 days before the seven, so
    /// that the department has only begun to declare; the days begin then with the first that somebody told of.
    package func length(endingOn day: CivilDay) -> Int {
        let isUnderWay = (7..<(7 + Panel.span)).contains { self.isTold(day.advanced(by: -$0)) }
        guard !isUnderWay, let first = (0..<7).last(where: { self.isTold(day.advanced(by: -$0)) }) else { return 7 }
        return first + 1
    }
}
