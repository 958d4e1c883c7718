/// One alert in `GET /v1/alerts`.
struct AlertAnswer: Encodable, Sendable {
    let id: String
    let department: String
    let level: String
    let peakLevel: String
    let firstDay: String
    let lastDay: String
    let raisedAt: String
    @Nullable var closedAt: String?
    /// Why the alert was raised, in French.
    let explanation: String
}

/// `GET /v1/alerts`.
struct AlertsAnswer: Encodable, Sendable {
    let alerts: [AlertAnswer]
}
