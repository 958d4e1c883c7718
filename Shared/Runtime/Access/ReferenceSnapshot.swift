public import Mortality

/// The reference list as it was when it was read: departments, communes, keys.
public struct ReferenceSnapshot: Sendable {
    /// Rises with each import.
    public let version: Int
    public let departments: [DepartmentCode: DepartmentEntry]
    public let keys: KeyRing
    private let communes: [CommuneCode: CommuneEntry]

    public init(version: Int, departments: [DepartmentEntry], arrondissements: [CommuneEntry] = [], keys: KeyRing) {
        self.version = version
        self.departments = Dictionary(departments.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        var communes: [CommuneCode: CommuneEntry] = [:]
        for department in departments { for commune in department.communes { communes[commune.code] = commune } }
        for arrondissement in arrondissements { communes[arrondissement.code] = arrondissement }
        self.communes = communes
        self.keys = keys
    }

    private init(_ other: ReferenceSnapshot, keys: KeyRing) {
        self.version = other.version
        self.departments = other.departments
        self.communes = other.communes
        self.keys = keys
    }

    /// The same list with other keys.
    public func with(keys: KeyRing) -> ReferenceSnapshot { ReferenceSnapshot(self, keys: keys) }

    /// A commune or arrondissement; nothing when Vigie does not know it.
    public func commune(_ code: CommuneCode) -> CommuneEntry? { self.communes[code] }

    public var communeCount: Int { self.communes.count }
}
