import LiveCopies
import Runtime

@testable import Portal

/// Copies that stand still.
struct StandingFigures: Figures {
    var counts = CountsReplica()
    var assessments = AssessmentReplica()
    /// Why older days cannot be had; they can where nothing is told.
    var failure: RPCFailure?
    /// Told of the days that are asked for.
    var asked: @Sendable (WantedDays) -> Void = { _ in }

    var absence: String? { nil }

    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer { body(self.counts, self.assessments) }

    func read<Answer>(_ wanted: WantedDays, _ body: (CountsReplica, AssessmentReplica) -> Answer) async throws -> Answer {
        self.asked(wanted)
        if let failure = self.failure { throw failure }
        return body(self.counts, self.assessments)
    }
}
