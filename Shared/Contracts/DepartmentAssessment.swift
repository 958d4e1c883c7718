public import Messages
public import Mortality

/// How a department's seven days that end with a day were judged.
public struct DepartmentAssessment: Hashable, Sendable {
    public let department: DepartmentCode
    public let day: CivilDay
    public private(set) var level: Level
    /// Deaths of the seven days.
    public let observed: Int
    /// Absent where there is no history.
    public let expectation: Expectation?
    /// Days of the seven on which at least one commune reported.
    public let reportedDays: Int
    /// Mean share of the population whose commune reported, 0 to 1.
    public let reportedShare: Double
    public let method: String
    /// What `observed` is expected to become once everything has been declared; and the variance of what is still to come.
    public let nowcast: Double
    public let nowcastVariance: Double
    /// Days between two clusters as strong as the day's that chance alone brings; absent where none was looked for.
    public let clusterRecurrence: Double?
    /// Rises with every change; the higher one wins.
    public let version: UInt64

    public init(
        department: DepartmentCode, day: CivilDay, level: Level, observed: Int, expectation: Expectation?, reportedDays: Int,
        reportedShare: Double, method: String, nowcast: Double? = nil, nowcastVariance: Double = 0, clusterRecurrence: Double? = nil,
        version: UInt64
    ) {
        self.department = department
        self.day = day
        self.level = level
        self.observed = observed
        self.expectation = expectation
        self.reportedDays = reportedDays
        self.reportedShare = reportedShare
        self.method = method
        self.nowcast = nowcast ?? Double(observed)
        self.nowcastVariance = nowcastVariance
        self.clusterRecurrence = clusterRecurrence
        self.version = version
    }

    /// The same as it is told to a viewer.
    public func told(to viewer: Viewer, _ confirmation: Confirmation?) -> DepartmentAssessment {
        var told = self
        told.level = viewer.told(self.level, confirmation)
        return told
    }

    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_Assessment) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Assessment.protoMessageName)
        self.department = try reader.department("department", message.department)
        self.day = try reader.day("day", message.day)
        self.level = try reader.numbered("level", message.level.rawValue)
        self.observed = try reader.count("observed", message.observed)
        self.expectation =
            message.hasBaseline_p
            ? Expectation(
                expected: try reader.amount("expected", message.expected), lower: try reader.finite("lower", message.lower),
                upper: try reader.finite("upper", message.upper), zScore: try reader.finite("z_score", message.zScore),
                phi: try reader.finite("phi", message.phi))
            : nil
        self.reportedDays = try reader.count("reported_days", message.reportedDays, atMost: 7)
        self.reportedShare = try reader.share("reported_share", message.reportedShare)
        self.method = try reader.text("method", message.method, atMost: 1_024)
        // An older version knew of no deaths to come.
        self.nowcast = max(Double(message.observed), try reader.finite("nowcast", message.nowcast))
        self.nowcastVariance = max(0, try reader.finite("nowcast_variance", message.nowcastVariance))
        let recurrence = try reader.finite("cluster_recurrence_days", message.clusterRecurrenceDays)
        self.clusterRecurrence = recurrence > 0 ? recurrence : nil
        self.version = try reader.version(message.version)
    }

    public var message: Vigie_V1_Assessment {
        var message = Vigie_V1_Assessment()
        message.department = self.department.text
        message.day = self.day.daysSinceEpoch
        message.level = self.level.message
        message.observed = UInt32(clamping: self.observed)
        if let expectation {
            message.hasBaseline_p = true
            message.expected = expectation.expected
            message.lower = expectation.lower
            message.upper = expectation.upper
            message.zScore = expectation.zScore
            message.phi = expectation.phi
        }
        message.reportedDays = UInt32(clamping: self.reportedDays)
        message.reportedShare = self.reportedShare
        message.method = self.method
        message.nowcast = self.nowcast
        message.nowcastVariance = self.nowcastVariance
        message.clusterRecurrenceDays = self.clusterRecurrence ?? 0
        message.version = self.version
        return message
    }
}
