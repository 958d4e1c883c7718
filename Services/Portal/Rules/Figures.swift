import Runtime

/// The copies of counts and judgements that answers are made of.
protocol Figures: Sendable {
    /// Why the counts are not there yet; nothing once they are.
    var absence: String? { get }

    /// Reads both copies at one moment. The body must be short.
    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer
}

/// Those that are kept up while the service runs.
struct LiveFigures: Figures {
    let counts: LiveCounts
    let assessments: LiveAssessments

    var absence: String? { self.counts.absence }

    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer {
        self.assessments.read { assessments in self.counts.read { counts in body(counts, assessments) } }
    }
}
