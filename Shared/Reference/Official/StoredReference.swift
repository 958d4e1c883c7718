public import Mortality

/// What is stored already of the departments that an import is about, against which the import is read.
public struct StoredReference: Sendable {
    /// A commune that is stored.
    public struct Commune: Hashable, Sendable {
        /// The first day on which it is no commune any more; nothing while it is one.
        public let closedOn: CivilDay?
        /// Whether a contour of it is stored.
        public let hasShape: Bool

        /// Makes a commune of a row.
        public init(closedOn: CivilDay?, hasShape: Bool) {
            self.closedOn = closedOn
            self.hasShape = hasShape
        }
    }

    /// The communes that are stored, without arrondissements.
    public let communes: [CommuneCode: Commune]
    /// The departments of which past deaths are stored.
    public let pasts: Set<DepartmentCode>

    /// Makes what is stored of the rows that tell of it.
    public init(communes: [CommuneCode: Commune], pasts: Set<DepartmentCode>) {
        self.communes = communes
        self.pasts = pasts
    }

    /// What is stored before the first import: nothing.
    public static let nothing = StoredReference(communes: [:], pasts: [])

    /// Returns the communes of a department that are not closed.
    func open(in department: DepartmentCode) -> [CommuneCode] {
        self.communes.filter { $0.key.department == department && $0.value.closedOn == nil }.keys.sorted()
    }
}
