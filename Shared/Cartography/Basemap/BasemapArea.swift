public import Mortality

/// A commune or a department as a map is made from it.
public struct BasemapArea: Hashable, Sendable {
    /// Which commune or department it is.
    public let code: AreaCode
    /// Its name, as it stands on the map.
    public let name: String
    /// Inhabitants: the largest places are the ones that bear their name on the map.
    public let population: Int
    /// Its contour.
    public let shape: Shape

    /// A commune with its name, people and surface.
    public init(code: CommuneCode, name: String, population: Int, shape: Shape) {
        self.init(code: .commune(code), name: name, population: population, shape: shape)
    }

    /// An area with its name, people and surface.
    public init(code: AreaCode, name: String, population: Int, shape: Shape) {
        self.code = code
        self.name = name
        self.population = population
        self.shape = shape
    }
}
