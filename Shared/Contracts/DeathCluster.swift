public import Messages
public import Mortality

/// The communes whose deaths in the days that end with a day were the most surprising together.
public struct DeathCluster: Hashable, Sendable {
    /// The department whose communes were searched.
    public let department: DepartmentCode
    /// The day that was judged, which is the last of the cluster's days.
    public let day: CivilDay
    /// The first of the days that the cluster covers; its last is ``day``.
    public let firstDay: CivilDay
    /// The communes of the cluster, the nearest to its centre first; some may be of other departments.
    public let communes: [CommuneCode]
    /// Deaths that its communes declared in its days.
    public let observed: Int
    /// Deaths that its communes would have in its days if deaths fell on communes and days independently (the permutation model of
    /// Kulldorff et al., 2005).
    public let expected: Double
    /// The logarithm of the likelihood ratio.
    public let score: Double
    /// The probability that chance alone brings a cluster as strong.
    public let pValue: Double
    /// How many days lie between two clusters as strong that chance alone brings.
    public let recurrenceDays: Double
    /// How many communes were looked at.
    public let areas: Int
    /// Communes that declare too seldom to be looked at.
    public let leftOut: Int
    /// How many days the study period has.
    public let studyDays: Int
    /// When it was looked for: what has come of those days since is not in it. Absent of those found before this was kept.
    public let scannedAt: Instant?
    /// Rises with every change; the higher one wins.
    public let version: UInt64

    /// Makes a cluster of what a scan found, or of a row; nothing is checked.
    public init(
        department: DepartmentCode, day: CivilDay, firstDay: CivilDay, communes: [CommuneCode], observed: Int, expected: Double,
        score: Double, pValue: Double, recurrenceDays: Double, areas: Int, leftOut: Int, studyDays: Int, scannedAt: Instant? = nil, version: UInt64
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

    /// Reads a cluster out of its message.
    ///
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
            scannedAt: try reader.optionalInstant("scanned_at_us", message.scannedAtUs), version: try reader.version(message.version))
    }

    /// The protobuf message that carries the cluster.
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
        message.scannedAtUs = self.scannedAt?.microseconds ?? 0
        message.version = self.version
        return message
    }
}
