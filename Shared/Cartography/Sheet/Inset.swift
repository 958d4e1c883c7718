/// A map beside the main one, in a frame of its own: a territory overseas, or a part of the main map enlarged.
public struct Inset: Sendable {
    /// What stands in the frame.
    public let name: String
    /// The map itself, fitted to its frame.
    public let basemap: Basemap
    /// Whether the main map shows the same areas: then they count once.
    public let isEnlargement: Bool

    /// A map with its name.
    public init(name: String, basemap: Basemap, isEnlargement: Bool = false) {
        self.name = name
        self.basemap = basemap
        self.isEnlargement = isEnlargement
    }
}
