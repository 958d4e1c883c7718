import Cartography
import Mortality

/// A department as an import brings it, with its communes and its past.
struct ImportedDepartment: Sendable {
    var code: DepartmentCode
    var name: String
    var region: String
    var population: Int
    var outline: Shape?
    /// Arrondissements of Paris, Lyon and Marseille among them, after the commune they belong to.
    var communes: [ImportedCommune]
    /// Deaths by day of the whole department.
    var deaths: [DailyDeaths<DepartmentCode>] = []
    /// Deaths by day of its communes, where they are known; a day without is not a zero.
    var communeDeaths: [DailyDeaths<CommuneCode>] = []
}
