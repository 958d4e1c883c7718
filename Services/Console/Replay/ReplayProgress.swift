import Foundation

/// Shows the progress of a replay: a bar on a terminal, a line for each step elsewhere. It writes to the standard error, so that the summary
/// alone is the output.
struct ReplayProgress {
    private static let width = 30

    let steps: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Shows the state after a step.
    func tell(step: Int, label: String, summary: ReplaySummary, seconds: Double) {
        let line = Self.line(step: step, of: self.steps, label: label, summary: summary, seconds: seconds, withBar: self.isTerminal)
        // A terminal's line is written anew, and what stood there is wiped.
        FileHandle.standardError.write(Data((self.isTerminal ? "\r\(line)\u{1B}[K\(step == self.steps ? "\n" : "")" : line + "\n").utf8))
    }

    static func line(step: Int, of steps: Int, label: String, summary: ReplaySummary, seconds: Double, withBar: Bool) -> String {
        let rows = summary.accepted + summary.refusals
        let rate = Int((Double(rows) / Swift.max(seconds, 0.001)).rounded())
        let text = "\(label)  \(rows) declarations, \(rate)/s" + (summary.refusals > 0 ? ", \(summary.refusals) refused" : "")
        guard withBar else { return text }
        let done = steps > 0 ? Self.width * Swift.min(step, steps) / steps : Self.width
        return "[\(String(repeating: "#", count: done))\(String(repeating: ".", count: Self.width - done))] \(text)"
    }
}
