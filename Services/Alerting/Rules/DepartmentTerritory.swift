import Judging
import Mortality

/// What the reference list says of a department, as far as judging needs it.
struct DepartmentTerritory: Sendable {
    let department: DepartmentCode
    /// Inhabitants of its municipalities.
    let population: Int
    let history: DepartmentHistory
    /// Each municipality's part of what the department expects.
    let shares: [CommuneCode: Double]
    /// Where clusters are looked for.
    let ground: ScanGround
    let thresholds: LevelThresholds
    /// What the thresholds were derived from.
    let budget: FalseAlarmBudget
    let names: [CommuneCode: String]

    /// A department that the reference list does not hold: nothing is expected of it.
    static func unknown(_ department: DepartmentCode) -> DepartmentTerritory {
        DepartmentTerritory(
            department: department, population: 0, history: DepartmentHistory(days: [:]), shares: [:], ground: ScanGround([]), thresholds: LevelThresholds(),
            budget: FalseAlarmBudget(), names: [:])
    }
}
