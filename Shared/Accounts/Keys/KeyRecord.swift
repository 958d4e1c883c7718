public import Mortality

/// What a key may do.
public struct KeyRecord: Hashable, Sendable {
    /// Where it may do it.
    public enum Reach: Hashable, Sendable {
        case all
        case department(DepartmentCode)
        /// A municipality, its arrondissements included.
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
    /// May act upon the alerts that it may read.
    public let mayAlert: Bool
    /// Requests a second; the service's own limit when absent.
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

    /// From where its bearer looks at a department: from the prefecture's desk with the department's own key, or with one that
    /// may act upon its alerts, since nobody can stand behind a red that they do not see.
    public func viewer(of department: DepartmentCode) -> Viewer {
        switch self.reach {
        case .all: self.mayRead && self.mayAlert ? .prefecture : .outside
        case .department(let own): self.mayRead && own == department ? .prefecture : .outside
        case .commune: .outside
        }
    }

    /// The departments whose figures it may read. A commune's key reads none as a whole.
    public var scope: Scope {
        guard self.mayRead else { return .departments([]) }
        return switch self.reach {
        case .all: .all
        case .department(let department): .departments([department])
        case .commune: .departments([])
        }
    }
}
