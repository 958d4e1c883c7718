import Contracts
import Mortality
import Runtime

/// The JSON object of an alert, in `GET /v1/alerts` and in all other answers.
struct AlertAnswer: Encodable, Sendable {
    let id: String
    let department: String
    let kind: String
    /// The level that stands.
    let level: String
    /// The level that the computation gave last.
    let computedLevel: String
    /// The highest level so far.
    let peakLevel: String
    let status: String
    let confirmation: String
    let firstDay: String
    let lastDay: String
    let raisedAt: String
    @Nullable var acknowledgedBy: String?
    @Nullable var acknowledgedAt: String?
    @Nullable var confirmedBy: String?
    @Nullable var confirmedAt: String?
    @Nullable var closedAt: String?
    @Nullable var closingReason: String?
    /// Why the alert stands as it does, in French; null where nothing was said, and for viewers from elsewhere as long as it would tell of an
    /// unconfirmed red.
    @Nullable var explanation: String?

    /// Describes an alert for a viewer.
    ///
    /// - Parameter viewer: Who is told.
    init(_ known: DepartmentAlert, for viewer: Viewer) {
        let alert = known.told(to: viewer)
        self.id = alert.id.description
        self.department = alert.department.text
        self.kind = alert.kind.rawValue
        self.level = alert.level.rawValue
        self.computedLevel = alert.computedLevel.rawValue
        self.peakLevel = alert.peakLevel.rawValue
        self.status = alert.status.rawValue
        self.confirmation = alert.confirmation.rawValue
        self.firstDay = alert.firstDay.description
        self.lastDay = alert.lastDay.description
        self.raisedAt = alert.raisedAt.text
        self.acknowledgedBy = alert.acknowledged?.by
        self.acknowledgedAt = alert.acknowledged?.at.text
        self.confirmedBy = alert.confirmed?.by
        self.confirmedAt = alert.confirmed?.at.text
        self.closedAt = alert.closedAt?.text
        self.closingReason = alert.closingReason.isEmpty ? nil : alert.closingReason
        self.explanation = alert.explanation.isEmpty ? nil : alert.explanation
    }
}

/// What `POST /v1/alerts/{id}/…` answers: the alert as it became, and what was recorded.
struct AlertActionAnswer: Encodable, Sendable {
    let alert: AlertAnswer
    let event: AlertEventAnswer
}

/// The answer to `GET /v1/alerts`.
struct AlertsAnswer: Encodable, Sendable {
    /// Whether the asker may act upon the alerts.
    let mayAct: Bool
    /// The alerts, the open ones first and then the newest.
    let alerts: [AlertAnswer]
}
