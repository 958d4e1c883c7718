/// The JSON object of a day in `GET /v1/departments/{code}/series`.
struct SeriesDay: Encodable, Sendable {
    let date: String
    let deaths: Int
    let deaths7: Int
    /// What the deaths that are judged are expected to become once everything was declared.
    @Nullable var nowcast: Double?
    @Nullable var expected: Double?
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    @Nullable var zScore: Double?
    let level: String
    /// Whose deaths are judged; null where nothing was.
    @Nullable var judgedOn: JudgedOnAnswer?
    /// Days between two clusters as strong as the day's that chance alone brings.
    @Nullable var clusterRecurrence: Double?
}

/// The answer to `GET /v1/departments/{code}/series`: every day from the first to the last asked for.
struct SeriesAnswer: Encodable, Sendable {
    let department: String
    let days: [SeriesDay]
}
