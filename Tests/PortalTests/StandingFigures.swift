import Runtime

@testable import Portal

/// Copies that stand still.
struct StandingFigures: Figures {
    var counts = CountsReplica()
    var assessments = AssessmentReplica()

    var absence: String? { nil }

    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer { body(self.counts, self.assessments) }
}
