import Formats
import French
import Runtime
import Web

/// Writes the member `warnings` of an answer: what a person should look at again in a declaration that was taken.
enum WarningList {
    /// Returns the member with a comma before it; an empty text when there are no warnings.
    static func json(_ warnings: [String], in language: Language) -> String {
        guard !warnings.isEmpty else { return "" }
        return ",\"warnings\":[\(warnings.map { JSONText.quote($0.told(in: language)) }.joined(separator: ","))]"
    }
}
