package import Mortality
package import Surveillance

/// What each commune of a department declared, day by day: who told of a day, those without a death included, and whose
/// deaths there were.
package struct DeclaredDays: Hashable, Sendable {
    /// Deaths of a commune, by its place.
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
        /// What is not listed is none, or not known.
        package let deaths: [Deaths]

        package init(told: PlaceSet = PlaceSet(), deaths: [Deaths] = []) {
            self.told = told
            self.deaths = deaths
        }
    }

    package let communes: [CommuneCode]
    /// Each commune's part of what the department expects; 0 where nothing is known of it.
    package let shares: [Double]
    /// A day that is missing is one that nobody told of.
    package let days: [CivilDay: Day]

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

    /// Deaths of a day: of all, or of some communes.
    package func deaths(on day: CivilDay, of places: PlaceSet? = nil) -> Int {
        self.days[day]?.deaths.reduce(0) { sum, one in places.map { $0.contains(one.place) } ?? true ? sum + one.count : sum } ?? 0
    }

    /// How many days, up to one and seven at most, are summed: fewer where nobody told of any of the 28 days before the seven,
    /// so that the department has only begun to declare. These days begin with the first that somebody told of.
    package func length(endingOn day: CivilDay) -> Int {
        let isUnderWay = (7..<(7 + Panel.span)).contains { self.isTold(day.advanced(by: -$0)) }
        guard !isUnderWay, let first = (0..<7).last(where: { self.isTold(day.advanced(by: -$0)) }) else { return 7 }
        return first + 1
    }
}
