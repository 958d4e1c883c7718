public import Cartography
public import Mortality

/// Where a department lies, whether or not it is loaded.
public struct ImportedOutline: Sendable, Hashable {
    public var code: DepartmentCode
    public var name: String
    public var shape: Shape

    public init(code: DepartmentCode, name: String, shape: Shape) {
        self.code = code
        self.name = name
        self.shape = shape
    }
}
