import Judging
import Mortality

/// What the reference list says of a department, as far as judging needs it.
struct DepartmentTerritory: Sendable {
    let department: DepartmentCode
    /// The inhabitants of its municipalities.
    let population: Int
    let history: DepartmentHistory
    /// The share of the department's expected deaths that each municipality expects.
    let shares: [CommuneCode: Double]
    /// The communes among which clusters are looked for.
    let ground: ScanGround
    let thresholds: LevelThresholds
    /// The budget that the thresholds were derived from.
    let budget: FalseAlarmBudget
    let names: [CommuneCode: String]

    /// Returns a department that the reference list does not hold; nothing is expected of it.
    static func unknown(_ department: DepartmentCode) -> DepartmentTerritory {
        DepartmentTerritory(
            department: department, population: 0, history: DepartmentHistory(days: [:]), shares: [:], ground: ScanGround([]), thresholds: LevelThresholds(),
            budget: FalseAlarmBudget(), names: [:])
    }
}
