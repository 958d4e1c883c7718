public import Mortality

/// How many died somewhere on a day.
public struct DailyDeaths<Area: Hashable & Sendable>: Hashable, Sendable {
    public var place: Area
    public var day: CivilDay
    public var deaths: Int

    public init(place: Area, day: CivilDay, deaths: Int) {
        self.place = place
        self.day = day
        self.deaths = deaths
    }
}

/// How many died in a commune on a day in a kind of place.
public struct PlaceDeaths: Hashable, Sendable {
    public var commune: CommuneCode
    public var day: CivilDay
    public var place: Place
    public var deaths: Int

    public init(commune: CommuneCode, day: CivilDay, place: Place, deaths: Int) {
        self.commune = commune
        self.day = day
        self.place = place
        self.deaths = deaths
    }
}
