/// A map beside the main one, in a frame of its own: a territory overseas, or a part of the main map enlarged.
public struct Inset: Sendable {
    /// The name that stands in the frame.
    public let name: String
    /// The map itself, fitted to its frame.
    public let basemap: Basemap
    /// Whether the main map shows the same areas, which then count once.
    public let isEnlargement: Bool

    /// Names a map that stands beside the main one.
    public init(name: String, basemap: Basemap, isEnlargement: Bool = false) {
        self.name = name
        self.basemap = basemap
        self.isEnlargement = isEnlargement
    }
}

/// What areas are labelled with on the map.
public enum PlaceLabels: Hashable, Sendable {
    /// The names of the largest places of the main map.
    case largestPlaces
    /// The code of each area that has room for it.
    case codes
}
