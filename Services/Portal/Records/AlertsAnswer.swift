/// `GET /v1/alerts`.
struct AlertsAnswer: Encodable, Sendable {
    /// Whether who asked may act upon them.
    let mayAct: Bool
    /// Those open first, then the newest.
    let alerts: [AlertAnswer]
}
