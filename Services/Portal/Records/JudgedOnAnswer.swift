import Contracts
import Mortality

/// The ground of a judgement: the communes whose deaths are compared, and the expectation that they are compared with.
struct JudgedOnAnswer: Encodable, Sendable {
    /// The kind of ground: `panel`, `lowerBound`, or `declaredShare` in judgements by the first rules.
    let kind: String
    /// The number of communes in the panel; null where there is no panel.
    @Nullable var communes: Int?
    /// The share that `expected` is of the department's whole expectation, 0 to 1.
    let share: Double
    /// The deaths that are compared with `expected`.
    let deaths: Int
    /// The number of days that are summed: 7, or fewer when the department began to declare less than seven days before.
    let days: Int
    /// The number of the rules that judged.
    let rules: Int

    init(_ assessment: DepartmentAssessment) {
        let told: (kind: String, communes: Int?, share: Double) =
            switch assessment.ground {
            case .declaredShare: ("declaredShare", nil, assessment.reportedShare)
            case .panel(let communes, let share): ("panel", communes, share)
            case .lowerBound: ("lowerBound", nil, 1)
            }
        self.kind = told.kind
        self.communes = told.communes
        self.share = Figure.rounded(told.share)
        self.deaths = assessment.observed
        self.days = assessment.length
        self.rules = assessment.rules
    }
}
