import Formats
import French
import Mortality
import Runtime
import Web

/// The outcome of one row of a batch.
struct RowResult: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        /// The broker holds the declaration.
        case accepted(receipt: String)
        /// The declaration would be accepted; a dry run sends nothing.
        case acceptable
        /// The row is a line of totals, which is passed over with these words.
        case passedOver(String)
        case refused(Problem)
    }

    let row: Int
    /// The declaration's id; `nil` when the row has no valid one.
    let id: DeclarationID?
    let outcome: Outcome
    /// What a person should look at again, in words; the row is taken nevertheless.
    var warnings: [String] = []

    /// Whether the broker holds the declaration.
    var isAccepted: Bool { if case .accepted = self.outcome { true } else { false } }

    /// Returns the answer's JSON object: the status that the row would have had as a request of its own, and its receipt or its problem.
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
