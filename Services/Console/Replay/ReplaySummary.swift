/// The tally of what a replay has sent so far.
struct ReplaySummary: Hashable, Sendable {
    private(set) var requests = 0
    private(set) var accepted = 0
    /// How many rows were sent again, each time counted.
    private(set) var resent = 0
    /// How often the replay waited before it sent something again.
    private(set) var waits = 0
    private(set) var refused: [String: Int] = [:]

    /// The number of rows that were refused for good.
    var refusals: Int { self.refused.values.reduce(0, +) }

    mutating func add(_ answer: BatchAnswer) {
        self.requests += 1
        self.accepted += answer.accepted
        self.refused.merge(answer.refused, uniquingKeysWith: +)
    }

    mutating func addWait(rows: Int) {
        self.waits += 1
        self.resent += rows
    }

    /// Returns the summary as text for whoever typed the command.
    func text(seconds: Double) -> String {
        let sent = self.accepted + self.refusals
        var lines = [
            "\(sent) declarations sent in \(self.requests) requests: \(self.accepted) accepted, \(self.refusals) refused, \(self.resent) sent again after \(self.waits) waits.",
            "It took \(Self.decimal(seconds)) s, \(Int((Double(sent) / Swift.max(seconds, 0.001)).rounded())) declarations a second.",
        ]
        let most = 10
        let reasons = self.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        lines += reasons.prefix(most).map { "  refused \($0.value)×: \($0.key)" }
        if reasons.count > most { lines.append("  and for \(reasons.count - most) more reasons") }
        return lines.joined(separator: "\n")
    }

    private static func decimal(_ number: Double) -> String {
        let tenths = Int((Swift.max(0, Swift.min(number, 1e9)) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
