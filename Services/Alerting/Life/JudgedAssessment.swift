import Contracts

/// A judgement as it is kept: as others are told it, and whether declarations seem to be missing.
struct JudgedAssessment: Hashable, Sendable {
    let assessment: DepartmentAssessment
    let isMissing: Bool
}
