import Contracts
import Mortality

/// What is to be written down of a department in one transaction, and what others are to be told of it.
struct JudgingPlan: Sendable {
    /// What an alert becomes.
    struct MovedAlert: Sendable {
        let record: AlertRecord
        let events: [AlertEvent]
        /// The key of the person who did it; empty when the computation did.
        var keyID = ""
        /// The dossier of the alert; `nil` when nothing happened that a dossier tells of.
        var dossier: Vigie_V1_AlertDossier?
    }

    let department: DepartmentCode
    /// The judgements that differ from those that are held.
    var judged: [JudgedAssessment] = []
    var alerts: [MovedAlert] = []
    /// The clusters that were found anew. They have been kept already and are only told.
    var clusters: [DeathCluster] = []
    /// The days on which clusters are to be looked for anew.
    var scans: [CivilDay] = []
    /// The time of the plan.
    let now: Instant

    /// The change that others are told; `nil` when nothing changed.
    var news: AlertChange? {
        guard !self.judged.isEmpty || !self.alerts.isEmpty || !self.clusters.isEmpty else { return nil }
        return AlertChange(
            department: self.department, assessments: self.judged.map(\.assessment), alerts: self.alerts.map(\.record.alert),
            events: self.alerts.flatMap(\.events), clusters: self.clusters, committedAt: self.now)
    }
}

extension JudgingPlan {
    /// Makes the plan of a person's action on an alert.
    ///
    /// - Throws: `AlertRefusal` for what cannot be done to it as it stands.
    init(_ action: RequestedAction, on followed: AlertStanding.Followed, now: Instant) throws(AlertRefusal) {
        let step = try AlertLife.next(followed.record, action, now: now)
        let alert = step.record.alert
        self.init(department: alert.department, now: now)
        self.alerts = [
            MovedAlert(
                record: step.record,
                events: step.occurrences.enumerated().map { place, occurrence in
                    occurrence.event(of: alert.id, id: action.id, number: followed.events + place + 1, at: now)
                }, keyID: action.keyID)
        ]
    }
}

/// Random identifiers for what a plan may make. They are drawn before, so that the plan itself is a pure function.
struct FreshIdentifiers: Sendable {
    /// The identifiers of an alert that may be raised, and of the events that may happen to it.
    struct Pair: Sendable {
        let alert: AlertID
        let event: AlertEventID

        init(drawing draw: () -> [UInt8]) throws(Rejection) {
            self.alert = try AlertID(bytes: draw())
            self.event = try AlertEventID(bytes: draw())
        }
    }

    private let excess: Pair
    private let missingData: Pair

    /// - Throws: `Rejection` for bytes that are no UUID.
    init(drawing draw: () -> [UInt8]) throws(Rejection) {
        self.excess = try Pair(drawing: draw)
        self.missingData = try Pair(drawing: draw)
    }

    subscript(_ kind: AlertKind) -> Pair {
        switch kind {
        case .excess: self.excess
        case .missingData: self.missingData
        }
    }
}
