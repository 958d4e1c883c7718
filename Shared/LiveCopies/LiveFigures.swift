import Messaging
public import Runtime

/// The live copies of counts and judgements, read together.
public struct LiveFigures: Sendable {
    /// How often an answer looks again whether all that it needs is held, after having asked for it.
    private static let attempts = 4

    private let counts: LiveCounts
    private let assessments: LiveAssessments

    /// Reads two copies, which somebody else runs.
    public init(counts: LiveCounts, assessments: LiveAssessments) {
        self.counts = counts
        self.assessments = assessments
    }

    /// Why the counts are not there yet; nothing once they are.
    public var absence: String? { self.counts.absence }
    /// Why the judgements are not there yet; nothing once they are.
    public var absenceOfJudgements: String? { self.assessments.absence }

    /// Reads both copies at one moment, of days within the window. The body must be short.
    public func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer {
        self.assessments.read { assessments in self.counts.read { counts in body(counts, assessments) } }
    }

    /// The same of any days, with the sums of seven days that end with each: what is not held is asked for first.
    ///
    /// - Parameter needsJudgements: whether the answer is made of judgements too.
    /// - Throws: `RPCFailure`, `unavailable`, where what is not held cannot be had now.
    public func read<Answer>(
        _ wanted: WantedDays, needsJudgements: Bool = true, _ body: (CountsReplica, AssessmentReplica) -> Answer
    ) async throws(RPCFailure) -> Answer {
        let judged = WantedDays(of: needsJudgements ? wanted.departments : [], wanted.days, depth: wanted.depth)
        let counted = wanted.withWeekBefore
        for attempt in 0...Self.attempts {
            let answer = self.assessments.readIfHeld(judged) { assessments in
                self.counts.readIfHeld(counted) { counts in body(counts, assessments) }
            }
            if let answer, let answer { return answer }
            guard attempt < Self.attempts else { break }
            try await self.counts.hold(counted)
            try await self.assessments.hold(judged)
        }
        throw RPCFailure(.unavailable, "the days asked for do not stay held")
    }
}
