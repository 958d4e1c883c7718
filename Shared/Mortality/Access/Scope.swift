/// The departments that a caller may see.
public enum Scope: Hashable, Sendable {
    case all
    case departments(Set<DepartmentCode>)

    /// Whether a department is among them.
    public func contains(_ department: DepartmentCode) -> Bool {
        switch self {
        case .all: true
        case .departments(let departments): departments.contains(department)
        }
    }

    /// Whether no department is among them.
    public var isEmpty: Bool { self == .departments([]) }

    /// Returns the departments that are in either of two scopes.
    public func union(_ other: Scope) -> Scope {
        switch (self, other) {
        case (.all, _), (_, .all): .all
        case (.departments(let own), .departments(let others)): .departments(own.union(others))
        }
    }

    /// The scope as the header `vigie-scope` carries it.
    public var header: String {
        switch self {
        case .all: "*"
        case .departments(let departments): departments.sorted().map(\.text).joined(separator: ",")
        }
    }

    /// Reads the header `vigie-scope`. An absent header, or one that cannot be read, gives no department.
    public init(header: String?) {
        guard let header else {
            self = .departments([])
            return
        }
        self = header == "*" ? .all : .departments(Set(header.split(separator: ",").compactMap { try? DepartmentCode(String($0)) }))
    }
}
