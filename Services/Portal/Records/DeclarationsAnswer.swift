/// The JSON object of one of the last declarations that were counted.
struct DeclarationAnswer: Encodable, Sendable {
    let id: String
    let revision: Int
    let commune: String
    let name: String
    let occurredOn: String
    @Nullable var place: String?
    @Nullable var cause: String?
    let deaths: Int
    let withdrawn: Bool
    /// When Ingest received the declaration (RFC 3339, UTC).
    let receivedAt: String
}

/// The answer to `GET /v1/departments/{code}/declarations`: the last declarations, newest first.
struct DeclarationsAnswer: Encodable, Sendable {
    let department: String
    let declarations: [DeclarationAnswer]
}
