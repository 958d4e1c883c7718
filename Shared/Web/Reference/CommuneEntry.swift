public import Mortality

/// A commune or arrondissement in the reference list.
public struct CommuneEntry: Hashable, Sendable {
    /// The INSEE code.
    public let code: CommuneCode
    /// The name.
    public let name: String
    /// Its inhabitants.
    public let population: Int
    /// IANA name.
    public let zone: String
    /// Whether it is an arrondissement: its people are counted in its municipality's already.
    public let isArrondissement: Bool
    /// The first day on which it is no commune any more; nothing while it is one.
    public let closedOn: CivilDay?

    /// Makes an entry of a row.
    public init(
        code: CommuneCode, name: String, population: Int, zone: String, isArrondissement: Bool = false, closedOn: CivilDay? = nil
    ) {
        self.code = code
        self.name = name
        self.population = population
        self.zone = zone
        self.isArrondissement = isArrondissement
        self.closedOn = closedOn
    }

    /// Whether it is, or was, a commune on a day.
    public func isOpen(on day: CivilDay) -> Bool { self.closedOn.map { day < $0 } ?? true }
}
