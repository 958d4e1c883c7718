public import Mortality

/// What is known of an API key: what its bearer may do, and where.
public struct KeyRecord: Hashable, Sendable {
    /// The territory that a key holds in.
    public enum Reach: Hashable, Sendable {
        case all
        case department(DepartmentCode)
        /// One municipality, with its arrondissements.
        case commune(CommuneCode)
    }

    /// The public part of the key, by which it is found, logged and named in the audit.
    public let id: String
    let hash: [UInt8]
    /// The territory that the key may read or write in.
    public let reach: Reach
    /// May read figures of its territory.
    public let mayRead: Bool
    /// May send declarations for the communes of its territory.
    public let mayWrite: Bool
    /// May declare deaths of days that are longer ago than two years.
    public let mayBackdate: Bool
    /// Whether its bearer may act upon the alerts that they may read.
    public let mayAlert: Bool
    /// How many requests a second its bearer may send; where it is absent, the service's own limit holds.
    public let ratePerSecond: Int?

    /// Makes a record of what a row of the database, or a setting, says of a key; `hash` is what is stored in place of its secret part.
    public init(
        id: String, hash: [UInt8], reach: Reach, mayRead: Bool, mayWrite: Bool, mayBackdate: Bool, mayAlert: Bool = false,
        ratePerSecond: Int? = nil
    ) {
        self.id = id
        self.hash = hash
        self.reach = reach
        self.mayRead = mayRead
        self.mayWrite = mayWrite
        self.mayBackdate = mayBackdate
        self.mayAlert = mayAlert
        self.ratePerSecond = ratePerSecond
    }

    /// From where its bearer looks at a department: from its prefecture's desk with the department's own key, or with a key for everything
    /// that may act upon alerts, since nobody can confirm a red that they do not see.
    public func viewer(of department: DepartmentCode) -> Viewer {
        switch self.reach {
        case .all: self.mayRead && self.mayAlert ? .prefecture : .outside
        case .department(let own): self.mayRead && own == department ? .prefecture : .outside
        case .commune: .outside
        }
    }

    /// The departments whose figures its bearer may read. A commune's key reads none, since figures are of whole departments.
    public var scope: Scope {
        guard self.mayRead else { return .departments([]) }
        return switch self.reach {
        case .all: .all
        case .department(let department): .departments([department])
        case .commune: .departments([])
        }
    }
}
