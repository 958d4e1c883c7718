/// The JSON object of a day in `GET /v1/departments/{code}/series`.
struct SeriesDay: Encodable, Sendable {
    let date: String
    let deaths: Int
    let deaths7: Int
    /// How many deaths the judged ones are expected to become once everything was declared.
    @Nullable var nowcast: Double?
    @Nullable var expected: Double?
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    @Nullable var zScore: Double?
    let level: String
    /// The deaths that are judged, and what they are compared with; null where nothing was judged.
    @Nullable var judgedOn: JudgedOnAnswer?
    /// The mean number of days between two clusters as strong as the day's that chance alone brings; null where none was looked for.
    @Nullable var clusterRecurrence: Double?
}

/// The answer to `GET /v1/departments/{code}/series`: every day from the first to the last asked for.
struct SeriesAnswer: Encodable, Sendable {
    let department: String
    let days: [SeriesDay]
}
