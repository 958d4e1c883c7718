import Contracts
import LiveCopies
import Mortality

/// What is known of a department on a day, read from the copies at one moment.
struct Situation: Sendable {
    /// What is known of a commune on the day and over the seven days that end with it.
    struct Commune: Hashable, Sendable {
        var deaths = 0
        var isReported = false
        var deaths7 = 0
        var reportedDays = 0
        /// The deaths that are expected in the seven days; `nil` without a history.
        var expected7: Double?
    }

    /// The communes of which something is known.
    var communes: [CommuneCode: Commune] = [:]
    /// The judgement of the department, as it is told to the map's viewer.
    var assessment: DepartmentAssessment?
    /// When the last declaration of the day was received, and when that of the seven days was, in microseconds since 1970, UTC.
    var lastReceivedOfDay: Instant?
    var lastReceivedOfWeek: Instant?

    /// Makes the situation of a department's communes.
    init(of territory: MappedDepartment, on day: CivilDay, for viewer: Viewer, counts: CountsReplica, assessments: AssessmentReplica) {
        let department = territory.code
        self.assessment = assessments.assessment(of: department, on: day, for: viewer)
        for commune in territory.communes {
            if let expected = assessments.expected(of: commune.code, on: day) { self.communes[commune.code, default: Commune()].expected7 = expected }
        }
        for offset in 0..<7 {
            var told: Set<CommuneCode> = []
            for (declared, known) in counts.communes(of: department, on: day.advanced(by: -offset)) {
                // Declarations for a closed commune show in the commune that it became part of.
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
