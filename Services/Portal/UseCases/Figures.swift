import LiveCopies

/// Gives access to the copies of counts and judgements that answers are made of.
protocol Figures: Sendable {
    /// Why the counts are not there yet; `nil` once they are.
    var absence: String? { get }

    /// Reads both copies at one moment, of the last month. The body must be short.
    func read<Answer>(_ body: (CountsReplica, AssessmentReplica) -> Answer) -> Answer

    /// The same of any days, with the sums of seven days that end with each. The body must be short.
    ///
    /// - Throws: `RPCFailure` where older days cannot be had now.
    func read<Answer>(_ wanted: WantedDays, _ body: (CountsReplica, AssessmentReplica) -> Answer) async throws -> Answer
}

/// The copies that are kept up to date while the service runs.
extension LiveFigures: Figures {
    func read<Answer>(_ wanted: WantedDays, _ body: (CountsReplica, AssessmentReplica) -> Answer) async throws -> Answer {
        try await self.read(wanted, needsJudgements: true, body)
    }
}
