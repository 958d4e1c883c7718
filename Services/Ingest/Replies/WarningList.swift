import Formats
import French
import Runtime
import Web

/// The member `warnings` of an answer: what was taken, and strikes nevertheless.
enum WarningList {
    /// The member with a comma before it; nothing when nothing strikes.
    static func json(_ warnings: [String], in language: Language) -> String {
        guard !warnings.isEmpty else { return "" }
        return ",\"warnings\":[\(warnings.map { JSONText.quote($0.told(in: language)) }.joined(separator: ","))]"
    }
}
