import Formats
import French
import Mortality
import Runtime
import Web

/// How a row of a batch ended.
struct RowResult: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        /// The broker holds it.
        case accepted(receipt: String)
        /// It would be accepted; a dry run sends nothing.
        case acceptable
        /// A line of totals, and what is told of it.
        case passedOver(String)
        case refused(Problem)
    }

    let row: Int
    /// Absent when the row has no valid one.
    let id: DeclarationID?
    let outcome: Outcome
    /// What a person should look at again; the row is taken nevertheless.
    var warnings: [String] = []

    /// Whether the broker holds it.
    var isAccepted: Bool { if case .accepted = self.outcome { true } else { false } }

    /// The answer's JSON object: a status as of the row's own request, and its receipt or problem.
    func json(in language: Language) -> String {
        var json = "{\"row\":\(self.row)"
        if let id { json += ",\"id\":\"\(id)\"" }
        switch self.outcome {
        case .accepted(let receipt): json += ",\"status\":202,\"receipt\":\"\(receipt)\"" + WarningList.json(self.warnings, in: language) + "}"
        case .acceptable: json += ",\"status\":200" + WarningList.json(self.warnings, in: language) + "}"
        case .passedOver(let words): json += ",\"status\":200,\"skipped\":true,\"detail\":\(JSONText.quote(words.told(in: language)))}"
        case .refused(let problem): json += "," + problem.told(in: language).json.dropFirst()
        }
        return json
    }
}
