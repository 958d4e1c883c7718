public import Mortality

/// How many died in an area on a day.
public struct DailyDeaths<Area: Hashable & Sendable>: Hashable, Sendable {
    /// Where they died: a commune or a department.
    public var place: Area
    /// The day on which they died.
    public var day: CivilDay
    /// How many died.
    public var deaths: Int

    /// Makes a count.
    public init(place: Area, day: CivilDay, deaths: Int) {
        self.place = place
        self.day = day
        self.deaths = deaths
    }
}

/// How many died in a commune on a day in a kind of place.
public struct PlaceDeaths: Hashable, Sendable {
    /// The commune in which they died.
    public var commune: CommuneCode
    /// The day on which they died.
    public var day: CivilDay
    /// The kind of place in which they died.
    public var place: Place
    /// How many died.
    public var deaths: Int

    /// Makes a count.
    public init(commune: CommuneCode, day: CivilDay, place: Place, deaths: Int) {
        self.commune = commune
        self.day = day
        self.place = place
        self.deaths = deaths
    }
}
