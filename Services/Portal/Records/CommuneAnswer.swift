/// The JSON object of a commune in `GET /v1/departments/{code}/communes`.
struct CommuneAnswer: Encodable, Sendable {
    /// The INSEE code of the commune.
    let commune: String
    let name: String
    /// The deaths of the day.
    let deaths: Int
    /// The deaths of the seven days that end with the day.
    let deaths7: Int
    /// Expected deaths over the seven days: the commune's share of what its department expects.
    @Nullable var expected: Double?
    /// Deaths per 100,000 inhabitants over the seven days; null where nobody lives.
    @Nullable var rate: Double?
    /// The level of the commune; `unknown` as long as communes are judged with their department only.
    let level: String
    /// Whether the commune declared anything for the day, be it zero deaths.
    let reported: Bool
    /// On how many of the seven days the commune declared.
    let reportedDays: Int
    /// Whether the commune declared on any of the seven days.
    let reported7: Bool
}

/// The answer to `GET /v1/departments/{code}/communes`.
struct CommunesAnswer: Encodable, Sendable {
    let department: String
    let date: String
    let communes: [CommuneAnswer]
}
