/// One day in `GET /v1/departments/{code}/series`.
struct SeriesDay: Encodable, Sendable {
    let date: String
    let deaths: Int
    let deaths7: Int
    @Nullable var expected: Double?
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    @Nullable var zScore: Double?
    let level: String
}

/// `GET /v1/departments/{code}/series`: the days from the first to the last asked for, none left out.
struct SeriesAnswer: Encodable, Sendable {
    let department: String
    let days: [SeriesDay]
}
