/// What areas are labelled with on the map.
public enum PlaceLabels: Hashable, Sendable {
    /// The names of the largest places of the main map.
    case largestPlaces
    /// The code of each area that has room for it.
    case codes
}
