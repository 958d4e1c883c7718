import Judging
import Mortality
import Openings

/// Quiet openings in departments of all sizes, where communes with a death declare first and the others tell their zero three
/// times of ten: whatever is raised in them is a false alarm.
struct OpeningRun {
    let past: PastData

    /// Communes of each department: the r-th largest has 1/r of the deaths of the largest.
    static let communes = 250

    func run(openings: Int) throws -> QuietOpenings.Result {
        let first = try CivilDay(iso: "2020-02-03")
        let department = try DeclaringDepartment(department: try DepartmentCode("29"), communes: Self.communes)
        var sum = QuietOpenings.Result()
        let departments = self.past.pasts.count
        for (index, past) in self.past.pasts.enumerated() {
            let share = openings / departments + (index < openings % departments ? 1 : 0)
            guard share > 0 else { continue }
            let history = DepartmentHistory(days: past.days)
            let thresholds = ThresholdDerivation(years: 100).thresholds(of: history, from: first)
            let result = try QuietOpenings(department: department, history: history, thresholds: thresholds, first: first)
                .run(share, seed: 0x0BE_0000 + UInt64(index) << 16)
            sum.openings += result.openings
            sum.years += result.years
            sum.oranges += result.oranges
            sum.reds += result.reds
            sum.judged += result.judged
            sum.days += result.days
            sum.panels += result.panels
        }
        return sum
    }
}
