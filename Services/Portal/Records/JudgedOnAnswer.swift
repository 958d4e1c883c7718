import Contracts
import Mortality

/// On what ground days were judged: whose deaths are held against whose expectation.
struct JudgedOnAnswer: Encodable, Sendable {
    /// `panel`, `lowerBound`, or `declaredShare` of judgements by the first rules.
    let kind: String
    /// How many communes the panel has; null without one.
    @Nullable var communes: Int?
    /// Which part of what the department expects `expected` is, 0 to 1.
    let share: Double
    /// The deaths that `expected` is held against.
    let deaths: Int
    /// How many days are summed: 7, or the fewer since the department began to declare.
    let days: Int
    /// The number of the rules.
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
