import Contracts
import Mortality

/// What is to be written down of a department, and told of it to others, in one transaction.
struct JudgingPlan: Sendable {
    /// What an alert becomes.
    struct MovedAlert: Sendable {
        let record: AlertRecord
        let events: [AlertEvent]
        /// Who did it, where it was a person with a key.
        var keyID = ""
        /// What the alert was judged from; nothing where nothing happened to it that a dossier tells of.
        var dossier: Vigie_V1_AlertDossier?
    }

    let department: DepartmentCode
    /// Judgements that are other than those held.
    var judged: [JudgedAssessment] = []
    var alerts: [MovedAlert] = []
    /// Clusters that were found anew and have been kept; they are only told.
    var clusters: [DeathCluster] = []
    /// Days on which clusters are to be looked for anew.
    var scans: [CivilDay] = []
    let now: Instant

    /// What others are told; nothing where nothing changed.
    var news: AlertChange? {
        guard !self.judged.isEmpty || !self.alerts.isEmpty || !self.clusters.isEmpty else { return nil }
        return AlertChange(
            department: self.department, assessments: self.judged.map(\.assessment), alerts: self.alerts.map(\.record.alert),
            events: self.alerts.flatMap(\.events), clusters: self.clusters, committedAt: self.now)
    }
}

extension JudgingPlan {
    /// What a person does to an alert.
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

/// Random identifiers of what a plan may make, drawn beforehand so that the plan itself is a function of what it is given.
struct FreshIdentifiers: Sendable {
    /// Of an alert that may be raised, and of what may happen to it.
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
