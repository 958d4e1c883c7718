import Runtime

/// Gives access to the copies of counts and judgements that answers are made of.
protocol Figures: Sendable {
    /// Why the counts are not there yet; `nil` once they are.
    var absence: String? { get }

    /// Reads both copies at one moment. The body must be short, since it holds their lock.
    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer
}

/// The copies that are kept up to date while the service runs.
struct LiveFigures: Figures {
    let counts: LiveCounts
    let assessments: LiveAssessments

    var absence: String? { self.counts.absence }

    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer {
        self.assessments.read { assessments in self.counts.read { counts in body(counts, assessments) } }
    }
}
