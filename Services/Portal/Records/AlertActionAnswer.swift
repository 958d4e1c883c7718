/// What `POST /v1/alerts/{id}/…` answers: the alert as it became, and what was recorded.
struct AlertActionAnswer: Encodable, Sendable {
    let alert: AlertAnswer
    let event: AlertEventAnswer
}
