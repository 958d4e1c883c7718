public import Mortality

/// An alert of a department: an episode of raised mortality, or of declarations that seem to be missing.
public struct DepartmentAlert: Hashable, Sendable {
    /// The 16 bytes of a UUID.
    public let id: [UInt8]
    public let department: DepartmentCode
    public let kind: AlertKind
    /// The level that stands: what was computed, or what a person set.
    public var level: Level
    /// What was computed, whatever a person set.
    public var computedLevel: Level
    /// The highest that was computed or set.
    public var peakLevel: Level
    /// First and last day that were judged raised.
    public var firstDay: CivilDay
    public var lastDay: CivilDay
    public var status: AlertStatus
    public var confirmation: Confirmation
    /// Microseconds since 1970, UTC.
    public let raisedAt: Int64
    /// Who took it on, and when.
    public var acknowledged: Signature?
    /// Who confirmed or declined red, and when.
    public var confirmed: Signature?
    /// Absent while it is open.
    public var closedAt: Int64?
    /// Why it was closed; empty while it is open.
    public var closingReason: String
    /// In French, for the prefecture.
    public var explanation: String
    /// The number of its last dossier, 0 without.
    public var dossiers: Int
    public var version: UInt64

    /// Who did something, and when: microseconds since 1970, UTC.
    public struct Signature: Hashable, Sendable {
        public let by: String
        public let at: Int64

        public init(by: String, at: Int64) {
            self.by = by
            self.at = at
        }
    }

    public init(
        id: [UInt8], department: DepartmentCode, kind: AlertKind = .excess, level: Level, computedLevel: Level? = nil, peakLevel: Level,
        firstDay: CivilDay, lastDay: CivilDay, status: AlertStatus = .raised, confirmation: Confirmation = .notNeeded, raisedAt: Int64,
        acknowledged: Signature? = nil, confirmed: Signature? = nil, closedAt: Int64?, closingReason: String = "", explanation: String,
        dossiers: Int = 0, version: UInt64
    ) {
        self.id = id
        self.department = department
        self.kind = kind
        self.level = level
        self.computedLevel = computedLevel ?? level
        self.peakLevel = peakLevel
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.status = status
        self.confirmation = confirmation
        self.raisedAt = raisedAt
        self.acknowledged = acknowledged
        self.confirmed = confirmed
        self.closedAt = closedAt
        self.closingReason = closingReason
        self.explanation = explanation
        self.dossiers = dossiers
        self.version = version
    }

    /// The level that may be told outside the prefecture: red only once a person stands behind it.
    public var outsideLevel: Level {
        self.level == .red && self.confirmation != .confirmed ? .orange : self.level
    }
}
