/// The answer to `GET /v1/departments/{code}`: the figures of a department on a day.
struct DepartmentAnswer: Encodable, Sendable {
    /// The INSEE code of the department.
    let department: String
    let name: String
    /// The civil day shown, and the department's current civil day.
    let date: String
    let today: String
    /// The IANA name of the time zone in which the department's days and hours are told.
    let zone: String
    /// Deaths that occurred on the day, and on the seven days that end with it.
    let deaths: Int
    let deaths7: Int
    /// What the deaths that are judged are expected to become once everything was declared; null where nothing was judged.
    @Nullable var nowcast: Double?
    /// The day's deaths by place and by cause; every place and cause is there.
    let byPlace: [String: Int]
    let byCause: [String: Int]
    /// Deaths per 100,000 inhabitants over the seven days; null where nobody lives.
    @Nullable var rate: Double?
    /// What was to be expected of those that are judged over the same seven days, its bounds, and how far their count lies
    /// from it.
    @Nullable var expected: Double?
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    @Nullable var zScore: Double?
    let level: String
    /// Whose deaths are judged; null where nothing was.
    @Nullable var judgedOn: JudgedOnAnswer?
    /// Days between two clusters as strong as the day's that chance alone brings; null where none was looked for.
    @Nullable var clusterRecurrence: Double?
    /// Share of the communes that reported on the day, 0 to 1.
    let completeness: Double
    let communes: Int
    let reportedCommunes: Int
    let population: Int
    /// When the last declaration of the department was received (RFC 3339, UTC).
    @Nullable var updatedAt: String?
}
