/// The answer to `GET /v1/departments/{code}`: the figures of a department on a day.
struct DepartmentAnswer: Encodable, Sendable {
    /// The INSEE code of the department.
    let department: String
    let name: String
    /// The civil day shown.
    let date: String
    /// The department's current civil day.
    let today: String
    /// The IANA name of the time zone in which the department's days and hours are told.
    let zone: String
    /// The deaths that occurred on the day.
    let deaths: Int
    /// The deaths that occurred on the seven days that end with the day.
    let deaths7: Int
    /// How many deaths the judged ones are expected to become once everything was declared; null where nothing was judged.
    @Nullable var nowcast: Double?
    /// The day's deaths by place, every place among them.
    let byPlace: [String: Int]
    /// The day's deaths by cause, every cause among them.
    let byCause: [String: Int]
    /// Deaths per 100,000 inhabitants over the seven days; null where nobody lives.
    @Nullable var rate: Double?
    /// The expected number of the deaths that are judged, over the same seven days.
    @Nullable var expected: Double?
    /// The lower bound of the expectation.
    @Nullable var lower: Double?
    /// The upper bound of the expectation.
    @Nullable var upper: Double?
    /// How far the count lies from the expectation, in standard deviations.
    @Nullable var zScore: Double?
    let level: String
    /// The deaths that are judged, and what they are compared with; null where nothing was judged.
    @Nullable var judgedOn: JudgedOnAnswer?
    /// The mean number of days between two clusters as strong as the day's that chance alone brings; null where none was looked for.
    @Nullable var clusterRecurrence: Double?
    /// The share of the communes that reported on the day, 0 to 1.
    let completeness: Double
    let communes: Int
    let reportedCommunes: Int
    let population: Int
    /// When the last declaration of the department was received (RFC 3339, UTC).
    @Nullable var updatedAt: String?
}

/// The answer to `GET /v1/france`: the departments that Vigie watches, without the exercise department, and their sum.
struct FranceAnswer: Encodable, Sendable {
    let date: String
    let deaths: Int
    let deaths7: Int
    let departments: [DepartmentAnswer]
}

/// Rounds numbers for answers.
enum Figure {
    /// Rounds to three decimals, which is all that a death rate, a z or an expectation carries.
    static func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }

    /// Rounds to six decimals, for small numbers: probabilities, and events a year.
    static func precise(_ number: Double) -> Double { (number * 1_000_000).rounded() / 1_000_000 }
}
