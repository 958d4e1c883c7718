import Judging
import Mortality

/// Holds the reference list as it was last read. Each department is loaded when it is first asked for.
actor TerritoryBook {
    private let store: TerritoryStore
    private let rules: HistoryRules
    private var version: String?
    private var territories: [DepartmentCode: DepartmentTerritory] = [:]
    /// The departments of the list, each with its time zone; `nil` before the list was read.
    private(set) var departments: [DepartmentCode: String]?

    init(store: TerritoryStore, rules: HistoryRules = HistoryRules()) {
        self.store = store
        self.rules = rules
    }

    /// Reads the list anew when an import changed it, and returns whether one did.
    func refresh() async throws -> Bool {
        let version = try await self.store.version()
        guard version != self.version else { return false }
        self.departments = try await self.store.departments()
        self.territories = [:]
        self.version = version
        return true
    }

    /// Returns a department. Nothing is expected of one that the list does not hold.
    func territory(_ department: DepartmentCode) async throws -> DepartmentTerritory {
        if self.departments == nil { _ = try await self.refresh() }
        guard self.departments?[department] != nil else { return .unknown(department) }
        if let known = self.territories[department] { return known }
        let version = self.version
        let territory = try await self.store.territory(department, rules: self.rules)
        // An import that came meanwhile has already removed all territories.
        if version == self.version { self.territories[department] = territory }
        return territory
    }

    /// Returns a department's time zone: the list's, or else the one that its code implies.
    func zone(of department: DepartmentCode) -> String { self.departments?[department] ?? department.zone }
}
