public import Mortality

/// An alert of a department: an episode of raised mortality, or of declarations that seem to be missing.
public struct DepartmentAlert: Hashable, Sendable {
    /// The alert's identity.
    public let id: AlertID
    /// The department that the alert is about.
    public let department: DepartmentCode
    /// Whether it is about too many deaths or about missing declarations.
    public let kind: AlertKind
    /// The level that stands: the computed one, or the one that a person set.
    public var level: Level
    /// The level that was computed, whatever a person set.
    public var computedLevel: Level
    /// The highest level that was computed or set.
    public var peakLevel: Level
    /// The first day that was judged raised.
    public var firstDay: CivilDay
    /// The last day that was judged raised.
    public var lastDay: CivilDay
    /// Whether somebody has taken it on or closed it.
    public var status: AlertStatus
    /// Whether a person stands behind its red, where it needs one.
    public var confirmation: Confirmation
    /// When it was raised.
    public let raisedAt: Instant
    /// Who took it on, and when; absent until somebody does.
    public var acknowledged: Signature?
    /// Who confirmed or declined its red, and when; absent until somebody does.
    public var confirmed: Signature?
    /// When it was closed; absent while it is open.
    public var closedAt: Instant?
    /// Why it was closed; empty while it is open.
    public var closingReason: String
    /// What it was judged by, in French sentences for the prefecture.
    public var explanation: String
    /// The number of its last dossier; 0 where it has none.
    public var dossiers: Int
    /// Rises with every change; the higher one wins.
    public var version: UInt64

    /// Who did something, and when.
    public struct Signature: Hashable, Sendable {
        /// Who did it, as the alert's events name them.
        public let by: String
        /// When it was done.
        public let at: Instant

        /// Names who did something, and when.
        public init(by: String, at: Instant) {
            self.by = by
            self.at = at
        }
    }

    /// Makes an alert of the values of a row; where `computedLevel` is not given it is the level itself.
    public init(
        id: AlertID, department: DepartmentCode, kind: AlertKind = .excess, level: Level, computedLevel: Level? = nil, peakLevel: Level,
        firstDay: CivilDay, lastDay: CivilDay, status: AlertStatus = .raised, confirmation: Confirmation = .notNeeded, raisedAt: Instant,
        acknowledged: Signature? = nil, confirmed: Signature? = nil, closedAt: Instant?, closingReason: String = "", explanation: String,
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

    /// Returns the alert as it is told to a viewer: levels and words of a red that is withheld from them are left out.
    public func told(to viewer: Viewer) -> DepartmentAlert {
        var told = self
        told.level = viewer.told(self.level, self.confirmation)
        told.computedLevel = viewer.told(self.computedLevel, self.confirmation)
        told.peakLevel = viewer.told(self.peakLevel, self.confirmation)
        if self.withholdsWords(from: viewer) { (told.explanation, told.closingReason) = ("", "") }
        return told
    }

    /// Tells whether what anybody wrote of it is withheld from a viewer, since it may name a red.
    public func withholdsWords(from viewer: Viewer) -> Bool {
        [self.level, self.computedLevel, self.peakLevel].contains { viewer.withholds($0, self.confirmation) }
    }
}
