public import Mortality

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

    /// As the header `vigie-scope` carries it.
    public var header: String {
        switch self {
        case .all: "*"
        case .departments(let departments): departments.sorted().map(\.text).joined(separator: ",")
        }
    }

    /// Reads the header. None, or one that cannot be read, sees nothing.
    public init(header: String?) {
        guard let header else {
            self = .departments([])
            return
        }
        self = header == "*" ? .all : .departments(Set(header.split(separator: ",").compactMap { try? DepartmentCode(String($0)) }))
    }
}
