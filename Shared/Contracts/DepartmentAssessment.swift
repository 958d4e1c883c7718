public import Messages
public import Mortality

/// How a department's days were judged, as a rule seven of them, of which a given day is the last.
public struct DepartmentAssessment: Hashable, Sendable {
    /// The department that was judged.
    public let department: DepartmentCode
    /// The last of the days that were summed.
    public let day: CivilDay
    /// How far the deaths lie above, or below, what is expected.
    public private(set) var level: Level
    /// The version of the rules that it was judged by.
    public let rules: Int
    /// The deaths that are judged, and the expectation that they are compared with.
    public let ground: JudgedGround
    /// How many days are summed: 7, or the fewer since the department began to declare.
    public let length: Int
    /// How many deaths those days had, of the communes that they are judged by.
    public let observed: Int
    /// What an ordinary season would have brought; absent where there is no history.
    public let expectation: Expectation?
    /// How many of those days at least one commune reported.
    public let reportedDays: Int
    /// The mean share of the population whose commune reported, 0 to 1.
    public let reportedShare: Double
    /// The name of how the expectation was made, such as `euromomo-7d-trend`; `none` where there is no expectation.
    public let method: String
    /// What `observed` is expected to become once everything has been declared.
    public let nowcast: Double
    /// The variance of the deaths that are still to be declared.
    public let nowcastVariance: Double
    /// How many days lie between two clusters as strong as the day's that chance alone brings; absent where none was looked for.
    public let clusterRecurrence: Double?
    /// Rises with every change; the higher one wins.
    public let version: UInt64

    /// Makes a judgement; without a nowcast, what was observed stands for it.
    public init(
        department: DepartmentCode, day: CivilDay, level: Level, rules: Int = 1, ground: JudgedGround = .declaredShare, length: Int = 7,
        observed: Int, expectation: Expectation?, reportedDays: Int, reportedShare: Double, method: String, nowcast: Double? = nil,
        nowcastVariance: Double = 0, clusterRecurrence: Double? = nil, version: UInt64
    ) {
        self.rules = rules
        self.ground = ground
        self.length = length
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

    /// Returns the judgement as it is told to a viewer.
    public func told(to viewer: Viewer, _ confirmation: Confirmation?) -> DepartmentAssessment {
        var told = self
        told.level = viewer.told(self.level, confirmation)
        return told
    }

    /// Reads a judgement out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_Assessment) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Assessment.protoMessageName)
        self.department = try reader.department("department", message.department)
        self.day = try reader.day("day", message.day)
        self.level = try reader.numbered("level", message.level.rawValue)
        // Older versions knew of one way to judge, and of seven days only.
        self.rules = max(1, try reader.count("rules_version", message.rulesVersion))
        self.length = message.summedDays == 0 ? 7 : try reader.count("summed_days", message.summedDays)
        guard (1...7).contains(self.length) else { throw ContractError(message: reader.message, field: "summed_days", reason: "not 1 to 7 days") }
        switch message.ground {
        case .declaredShare: self.ground = .declaredShare
        case .lowerBound: self.ground = .lowerBound
        case .panel:
            let share = try reader.finite("panel_share", message.panelShare)
            guard share > 0, share <= 1 else { throw ContractError(message: reader.message, field: "panel_share", reason: "not above 0 and at most 1") }
            self.ground = .panel(communes: try reader.count("panel_communes", message.panelCommunes), share: share)
        case .UNRECOGNIZED(let number): throw ContractError(message: reader.message, field: "ground", reason: "\(number) is not known")
        }
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
        let recurrence = try reader.interval("cluster_recurrence_days", message.clusterRecurrenceDays)
        self.clusterRecurrence = recurrence > 0 ? recurrence : nil
        self.version = try reader.version(message.version)
    }

    /// The protobuf message that carries the judgement.
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
        message.rulesVersion = UInt32(clamping: self.rules)
        message.summedDays = UInt32(clamping: self.length)
        switch self.ground {
        case .declaredShare: message.ground = .declaredShare
        case .lowerBound: message.ground = .lowerBound
        case .panel(let communes, let share):
            message.ground = .panel
            message.panelCommunes = UInt32(clamping: communes)
            message.panelShare = share
        }
        return message
    }

    /// What the whole department would bring in those days in an ordinary season, whoever is silent or not of the panel.
    public var wholeExpected: Double? {
        guard let expected = self.expectation?.expected else { return nil }
        switch self.ground {
        case .declaredShare: return self.reportedShare > 0 ? expected / self.reportedShare : nil
        case .panel(_, let share): return share > 0 ? expected / share : nil
        case .lowerBound: return expected
        }
    }
}
