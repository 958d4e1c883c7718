/// The answer to `GET /v1/alerts`.
struct AlertsAnswer: Encodable, Sendable {
    /// Whether the asker may act upon the alerts.
    let mayAct: Bool
    /// The alerts, the open ones first and then the newest.
    let alerts: [AlertAnswer]
}
