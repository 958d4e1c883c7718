public import Mortality

/// The code of a surface of a map: of a commune, or of a whole department.
public enum AreaCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    case department(DepartmentCode)
    case commune(CommuneCode)

    /// The INSEE code.
    public var text: String {
        switch self {
        case .commune(let code): code.text
        case .department(let code): code.text
        }
    }

    /// The code of the commune; `nil` where it is a department's.
    public var commune: CommuneCode? {
        if case .commune(let code) = self { return code }
        return nil
    }

    /// The department that the surface is or lies in.
    public var department: DepartmentCode {
        switch self {
        case .commune(let code): code.department
        case .department(let code): code
        }
    }

    /// The INSEE code, as ``text``.
    public var description: String { self.text }

    /// Orders codes by department, and a department before its communes.
    public static func < (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.commune(let a), .commune(let b)): a < b
        case (.department(let a), .department(let b)): a < b
        case (.department(let a), .commune(let b)): a <= b.department
        case (.commune(let a), .department(let b)): a.department < b
        }
    }
}
