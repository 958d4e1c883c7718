public import Cartography
public import Mortality

/// A commune as an import brings it.
public struct ImportedCommune: Sendable, Hashable {
    /// The commune's INSEE code.
    public var code: CommuneCode
    /// The commune's name.
    public var name: String
    /// Its inhabitants; `nil` where the files do not tell, and then what was known before stays.
    public var population: Int?
    /// The longitude of its town hall, in degrees.
    public var longitude: Double?
    /// The latitude of its town hall, in degrees.
    public var latitude: Double?
    /// Its area in square kilometres.
    public var areaKm2: Double?
    /// Its contour; `nil` where the files have none.
    public var shape: Shape?

    /// Makes a commune of what the files tell.
    public init(
        code: CommuneCode, name: String, population: Int?, longitude: Double? = nil, latitude: Double? = nil, areaKm2: Double? = nil,
        shape: Shape? = nil
    ) {
        self.code = code
        self.name = name
        self.population = population
        self.longitude = longitude
        self.latitude = latitude
        self.areaKm2 = areaKm2
        self.shape = shape
    }

    /// The commune that it is an arrondissement of; `nil` where it is none.
    public var municipality: CommuneCode? { self.code.isArrondissement ? self.code.municipality : nil }
}
