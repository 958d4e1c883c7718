import Contracts
import LiveCopies
import Mortality

/// What is known of a department on a day, taken out of the copies at one moment.
struct Situation: Sendable {
    /// What is known of a commune on the day and over the seven days that end with it.
    struct Commune: Hashable, Sendable {
        var deaths = 0
        var isReported = false
        var deaths7 = 0
        var reportedDays = 0
        /// Of the seven days; nil without history.
        var expected7: Double?
    }

    /// Communes that something is known of.
    var communes: [CommuneCode: Commune] = [:]
    /// How the department is judged, as it is told to whoever looks at the map.
    var assessment: DepartmentAssessment?
    /// When the last declaration of the day was received, and of the seven days.
    var lastReceivedOfDay: Instant?
    var lastReceivedOfWeek: Instant?

    /// The situation of a department's communes.
    init(of territory: MappedDepartment, on day: CivilDay, for viewer: Viewer, counts: CountsReplica, assessments: AssessmentReplica) {
        let department = territory.code
        self.assessment = assessments.assessment(of: department, on: day, for: viewer)
        for commune in territory.communes {
            if let expected = assessments.expected(of: commune.code, on: day) { self.communes[commune.code, default: Commune()].expected7 = expected }
        }
        for offset in 0..<7 {
            var told: Set<CommuneCode> = []
            for (declared, known) in counts.communes(of: department, on: day.advanced(by: -offset)) {
                // What was declared for a commune that is no more shows in the one that it is part of.
                let code = territory.successors[declared] ?? declared
                var commune = self.communes[code] ?? Commune()
                commune.deaths7 += known.deaths
                commune.reportedDays += known.isReported && told.insert(code).inserted ? 1 : 0
                if offset == 0 {
                    commune.deaths += known.deaths
                    commune.isReported = commune.isReported || known.isReported
                }
                self.communes[code] = commune
                guard let received = known.lastReceivedAt else { continue }
                self.lastReceivedOfWeek = max(self.lastReceivedOfWeek ?? received, received)
                if offset == 0 { self.lastReceivedOfDay = max(self.lastReceivedOfDay ?? received, received) }
            }
        }
    }

    init() {}
}
