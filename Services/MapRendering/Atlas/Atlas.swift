import Mortality

/// Every department that maps can be drawn of, as of one import.
struct Atlas: Sendable {
    /// The number that each import raises.
    let version: Int
    let territories: [DepartmentCode: Territory]
}
