import Mortality
import Runtime

/// How a row of a batch ended.
struct RowResult: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        /// The broker holds it.
        case accepted(receipt: String)
        /// It would be accepted; a dry run sends nothing.
        case acceptable
        case refused(Problem)
    }

    let row: Int
    /// Absent when the row has no valid one.
    let id: DeclarationID?
    let outcome: Outcome

    /// Whether the broker holds it.
    var isAccepted: Bool { if case .accepted = self.outcome { true } else { false } }

    /// One line of the answer: a status as of the row's own request, and its receipt or problem.
    var line: String {
        var line = "{\"row\":\(self.row)"
        if let id { line += ",\"id\":\"\(id)\"" }
        switch self.outcome {
        case .accepted(let receipt): line += ",\"status\":202,\"receipt\":\"\(receipt)\"}"
        case .acceptable: line += ",\"status\":200}"
        case .refused(let problem): line += "," + problem.json.dropFirst()
        }
        return line + "\n"
    }
}
