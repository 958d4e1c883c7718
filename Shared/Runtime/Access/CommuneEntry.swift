public import Mortality

/// A commune or arrondissement in the reference list.
public struct CommuneEntry: Hashable, Sendable {
    public let code: CommuneCode
    public let name: String
    public let population: Int
    /// IANA name.
    public let zone: String
    /// Whether it is an arrondissement: its people are counted in its municipality's already.
    public let isArrondissement: Bool

    public init(code: CommuneCode, name: String, population: Int, zone: String, isArrondissement: Bool = false) {
        self.code = code
        self.name = name
        self.population = population
        self.zone = zone
        self.isArrondissement = isArrondissement
    }
}
