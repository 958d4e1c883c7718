import Cartography
import Mortality

/// Where a department lies, whether or not it is loaded.
struct ImportedOutline: Sendable, Hashable {
    var code: DepartmentCode
    var name: String
    var shape: Shape
}
