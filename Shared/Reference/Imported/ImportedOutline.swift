public import Cartography
public import Mortality

/// The contour of a department, whether or not it is loaded.
public struct ImportedOutline: Sendable, Hashable {
    /// The department's INSEE code.
    public var code: DepartmentCode
    /// The department's name.
    public var name: String
    /// The department's contour.
    public var shape: Shape

    /// Makes an outline of what the files tell.
    public init(code: DepartmentCode, name: String, shape: Shape) {
        self.code = code
        self.name = name
        self.shape = shape
    }
}
