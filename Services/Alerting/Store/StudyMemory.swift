import Judging
import Mortality

/// Keeps the studies in which clusters are looked for in memory. Of each department it reads only the days that changed since they were last
/// read.
///
/// It finds these days by the department's own rows and not by messages, since each of several instances is given only some of the messages,
/// while the rows hold what all of them wrote.
actor StudyMemory {
    /// The number of days that are kept before and after those that a scan needs, so that scans of neighbouring days find theirs.
    static let margin = 60

    private let store: AlertingStore
    /// The number of departments that are kept; the one that was asked for longest ago makes room.
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

    /// Returns the studies of departments, up to date, as a scan of a day needs them.
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
