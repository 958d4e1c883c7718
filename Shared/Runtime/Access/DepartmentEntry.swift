public import Mortality

/// A department in the reference list.
public struct DepartmentEntry: Hashable, Sendable {
    public let code: DepartmentCode
    public let name: String
    /// IANA name.
    public let zone: String
    /// Its municipalities, by code; arrondissements are not among them.
    public let communes: [CommuneEntry]
    public let population: Int

    public init(code: DepartmentCode, name: String, zone: String, communes: [CommuneEntry]) {
        self.code = code
        self.name = name
        self.zone = zone
        self.communes = communes.filter { !$0.isArrondissement }.sorted { $0.code < $1.code }
        self.population = self.communes.reduce(0) { $0 + $1.population }
    }
}
