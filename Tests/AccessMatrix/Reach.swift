/// Where a right holds: in whole departments, in single communes, or everywhere.
public struct Reach: Hashable, Sendable {
    public var isEverywhere = false
    public var departments: Set<String> = []
    public var communes: Set<String> = []

    public static let everywhere = Reach(isEverywhere: true)
    public static let nowhere = Reach()

    static func department(_ code: String) -> Reach { Reach(departments: [code]) }
    static func commune(_ code: String) -> Reach { Reach(communes: [code]) }

    /// Whether it covers a department as a whole.
    public func covers(department: String) -> Bool { self.isEverywhere || self.departments.contains(department) }

    /// Whether it covers a commune.
    public func covers(commune: String) -> Bool { self.covers(department: String(commune.prefix(2))) || self.communes.contains(commune) }

    public func union(_ other: Reach) -> Reach {
        Reach(
            isEverywhere: self.isEverywhere || other.isEverywhere, departments: self.departments.union(other.departments),
            communes: self.communes.union(other.communes))
    }
}
