public import Messages
public import Mortality

/// The communes that had the most surprising number of deaths together in the days that end with a day.
public struct DeathCluster: Hashable, Sendable {
    public let department: DepartmentCode
    /// The day that it was looked for on, its last, and its first.
    public let day: CivilDay
    public let firstDay: CivilDay
    /// The nearest to its centre first; some may be of other departments.
    public let communes: [CommuneCode]
    public let observed: Int
    public let expected: Double
    /// The logarithm of the likelihood ratio.
    public let score: Double
    /// Of chance to bring as strong a one.
    public let pValue: Double
    /// Days between two that chance alone brings.
    public let recurrenceDays: Double
    /// Communes that were looked at, and those that declare too seldom to be.
    public let areas: Int
    public let leftOut: Int
    /// Days of the study period.
    public let studyDays: Int
    /// When it was looked for, in microseconds since 1970, UTC: what has come of those days since is not in it. Absent of those
    /// found before this was kept.
    public let scannedAt: Int64?
    public let version: UInt64

    public init(
        department: DepartmentCode, day: CivilDay, firstDay: CivilDay, communes: [CommuneCode], observed: Int, expected: Double,
        score: Double, pValue: Double, recurrenceDays: Double, areas: Int, leftOut: Int, studyDays: Int, scannedAt: Int64? = nil, version: UInt64
    ) {
        self.department = department
        self.day = day
        self.firstDay = firstDay
        self.communes = communes
        self.observed = observed
        self.expected = expected
        self.score = score
        self.pValue = pValue
        self.recurrenceDays = recurrenceDays
        self.areas = areas
        self.leftOut = leftOut
        self.studyDays = studyDays
        self.scannedAt = scannedAt
        self.version = version
    }

    /// - Throws: `ContractError` for a value that cannot be.
    public init(_ message: Vigie_V1_Cluster) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Cluster.protoMessageName)
        let (first, day) = (try reader.day("first_day", message.firstDay), try reader.day("day", message.day))
        guard first <= day else { throw reader.error("first_day", "after the last day") }
        self.init(
            department: try reader.department("department", message.department), day: day, firstDay: first,
            communes: try message.communes.map { code throws(ContractError) in try reader.commune("communes", code) },
            observed: try reader.count("observed", message.observed), expected: try reader.amount("expected", message.expected),
            score: try reader.finite("score", message.score), pValue: try reader.share("p_value", message.pValue),
            recurrenceDays: try reader.interval("recurrence_days", message.recurrenceDays),
            areas: try reader.count("areas", message.areas), leftOut: try reader.count("left_out", message.leftOut),
            studyDays: try reader.count("study_days", message.studyDays),
            scannedAt: message.scannedAtUs == 0 ? nil : try reader.instant("scanned_at_us", message.scannedAtUs), version: try reader.version(message.version))
    }

    public var message: Vigie_V1_Cluster {
        var message = Vigie_V1_Cluster()
        message.department = self.department.text
        message.day = self.day.daysSinceEpoch
        message.firstDay = self.firstDay.daysSinceEpoch
        message.communes = self.communes.map(\.text)
        message.observed = UInt32(clamping: self.observed)
        message.expected = self.expected
        message.score = self.score
        message.pValue = self.pValue
        message.recurrenceDays = self.recurrenceDays
        message.areas = UInt32(clamping: self.areas)
        message.leftOut = UInt32(clamping: self.leftOut)
        message.studyDays = UInt32(clamping: self.studyDays)
        message.scannedAtUs = self.scannedAt ?? 0
        message.version = self.version
        return message
    }
}
