public import Contracts
public import Mortality

/// How a department was judged on one day; nothing where it was not.
public struct DayJudgement: DayFacts {
    var assessment: DepartmentAssessment?

    /// A day of which nothing is known yet.
    public init() {}

    /// How many bytes it takes, more or less.
    public var weight: Int { 64 + MemoryLayout<DepartmentAssessment?>.size }

    /// Takes a judgement unless it is older than what is known; says whether anything changed.
    mutating func apply(_ new: DepartmentAssessment) -> Bool {
        if let known = self.assessment, known.version >= new.version { return false }
        self.assessment = new
        return true
    }
}

/// A copy of how each department's days were judged, and of each commune's share of what is expected.
public struct AssessmentReplica: Sendable {
    /// The days that are held.
    public var days: HeldDays<DayJudgement>
    private var shares: [DepartmentCode: [CommuneCode: Double]] = [:]
    /// Alerts of excess that were red at some time.
    private var redAlerts: [DepartmentCode: [AlertID: DepartmentAlert]] = [:]

    /// - Parameters:
    ///   - first: The first day that is held; all days are, unless it is told.
    ///   - olderBytes: What older days may weigh together.
    public init(since first: CivilDay = .first, olderBytes: Int = 0) { self.days = HeldDays(since: first, limit: olderBytes) }

    /// Takes judgements, unless older than what is known; the days that changed. A day that is not held counts as changed.
    @discardableResult
    public mutating func apply(department: DepartmentCode, _ assessments: [DepartmentAssessment]) -> Set<CivilDay> {
        var moved: Set<CivilDay> = []
        for assessment in assessments where self.days.update(department, assessment.day, { $0.apply(assessment) }) ?? true {
            moved.insert(assessment.day)
        }
        return moved
    }

    /// Takes alerts, unless older than what is known; only whether a person stands behind red is of interest.
    public mutating func apply(department: DepartmentCode, alerts: [DepartmentAlert]) {
        for alert in alerts where alert.kind == .excess && alert.peakLevel == .red {
            if let known = self.redAlerts[department]?[alert.id], known.version >= alert.version { continue }
            self.redAlerts[department, default: [:]][alert.id] = alert
        }
    }

    /// Takes the shares of a department's communes.
    public mutating func apply(department: DepartmentCode, shares: [CommuneCode: Double]) {
        self.shares[department] = shares
    }

    /// How a day was judged, as it is told to a viewer; nothing when it was not.
    public func assessment(of department: DepartmentCode, on day: CivilDay, for viewer: Viewer) -> DepartmentAssessment? {
        self.days[department, day]?.assessment?.told(to: viewer, self.confirmation(of: department, on: day))
    }

    /// Whether a person stands behind a red of that day; nothing where no alert that was red covers it.
    private func confirmation(of department: DepartmentCode, on day: CivilDay) -> Confirmation? {
        let alerts = self.redAlerts[department]?.values.filter { $0.firstDay <= day && day <= $0.lastDay } ?? []
        return alerts.contains { $0.confirmation == .confirmed } ? .confirmed : alerts.first?.confirmation
    }

    /// Expected deaths of a commune over the seven days that end with a day: its share of what its whole department
    /// expects, whoever else is silent.
    public func expected(of commune: CommuneCode, on day: CivilDay) -> Double? {
        guard let whole = self.days[commune.department, day]?.assessment?.wholeExpected,
            let share = self.shares[commune.department]?[commune]
        else { return nil }
        return whole * share
    }
}
