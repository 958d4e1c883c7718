/// Where a right holds: in whole departments, in single communes, or everywhere.
public struct Reach: Hashable, Sendable {
    /// Whether it covers every department and commune.
    public var isEverywhere = false
    /// The codes of the departments that it covers as wholes.
    public var departments: Set<String> = []
    /// The codes of the communes that it covers by themselves.
    public var communes: Set<String> = []

    /// The reach that covers everything.
    public static let everywhere = Reach(isEverywhere: true)
    /// The reach that covers nothing.
    public static let nowhere = Reach()

    static func department(_ code: String) -> Reach { Reach(departments: [code]) }
    static func commune(_ code: String) -> Reach { Reach(communes: [code]) }

    /// Whether it covers a department as a whole.
    public func covers(department: String) -> Bool { self.isEverywhere || self.departments.contains(department) }

    /// Whether it covers a commune.
    public func covers(commune: String) -> Bool { self.covers(department: String(commune.prefix(2))) || self.communes.contains(commune) }

    /// The reach that covers what either of two covers.
    public func union(_ other: Reach) -> Reach {
        Reach(
            isEverywhere: self.isEverywhere || other.isEverywhere, departments: self.departments.union(other.departments),
            communes: self.communes.union(other.communes))
    }
}
