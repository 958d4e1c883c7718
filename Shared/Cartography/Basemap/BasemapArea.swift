public import Mortality

/// A commune or a department, as a map is made of it.
public struct BasemapArea: Hashable, Sendable {
    /// Which commune or department it is.
    public let code: AreaCode
    /// Its name, as it stands on the map.
    public let name: String
    /// Its inhabitants. The places with the most bear their names on the map.
    public let population: Int
    /// Its contour.
    public let shape: Shape

    /// Puts together a commune's name, inhabitants and contour.
    public init(code: CommuneCode, name: String, population: Int, shape: Shape) {
        self.init(code: .commune(code), name: name, population: population, shape: shape)
    }

    /// Puts together an area's name, inhabitants and contour.
    public init(code: AreaCode, name: String, population: Int, shape: Shape) {
        self.code = code
        self.name = name
        self.population = population
        self.shape = shape
    }
}
