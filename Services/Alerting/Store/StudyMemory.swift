import Judging
import Mortality

/// The studies that clusters are looked for in, kept in memory: of each department only what moved since it was last asked
/// for is read.
///
/// What moved is asked of the department's own rows, not told by messages: of several instances each is given only some of
/// these, and the rows hold what all of them wrote.
actor StudyMemory {
    /// Days that are kept beyond those that a scan needs, on either side, so that scans of neighbouring days find theirs.
    static let margin = 60

    private let store: AlertingStore
    /// Departments that are kept; the one that was not asked for the longest makes room.
    private let most: Int
    private var studies: [DepartmentCode: DepartmentStudy] = [:]
    private var asked: [DepartmentCode: Int] = [:]
    private var questions = 0

    init(store: AlertingStore, most: Int = 128) {
        self.store = store
        self.most = most
    }

    /// The departments that are kept.
    var departments: Set<DepartmentCode> { Set(self.studies.keys) }

    /// What is kept of departments, up to date, as a scan of a day needs it.
    func studies(of departments: Set<DepartmentCode>, for day: CivilDay) async throws -> [DepartmentCode: DepartmentStudy] {
        let needed = ScanStudy.days(endingOn: day)
        let known = departments.reduce(into: [DepartmentCode: DepartmentStudy]()) { known, department in
            let study = self.studies[department].flatMap {
                $0.days.contains(needed.lowerBound) && $0.days.contains(needed.upperBound) ? $0 : nil
            }
            known[department] =
                study
                ?? DepartmentStudy(days: needed.lowerBound.advanced(by: -Self.margin)...needed.upperBound.advanced(by: Self.margin))
        }
        let studies = try await self.store.refreshed(known)
        for (department, study) in studies {
            self.questions += 1
            self.studies[department] = study
            self.asked[department] = self.questions
        }
        while self.studies.count > self.most, let oldest = self.asked.min(by: { $0.value < $1.value })?.key {
            self.studies[oldest] = nil
            self.asked[oldest] = nil
        }
        return studies
    }
}
