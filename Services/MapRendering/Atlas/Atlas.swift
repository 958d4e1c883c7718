import Mortality

/// Every department that maps can be drawn of, as of one import, and where all others lie.
struct Atlas: Sendable {
    /// The number that each import raises.
    let version: Int
    let territories: [DepartmentCode: MappedDepartment]
    let outlines: [DepartmentCode: Outline]

    init(version: Int, territories: [DepartmentCode: MappedDepartment], outlines: [DepartmentCode: Outline] = [:]) {
        self.version = version
        self.territories = territories
        self.outlines = outlines
    }
}
