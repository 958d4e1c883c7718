public import Foundation

/// Whether a JSON answer tells of red, as a value or in words. Names of fields do not count.
public enum ToldRed {
    /// Returns `nil` for what is no JSON.
    public static func isIn(_ body: Data) -> Bool? {
        (try? JSONSerialization.jsonObject(with: body)).map(self.tells)
    }

    private static func tells(_ value: Any) -> Bool {
        switch value {
        case let text as String: text == "red" || text.lowercased().contains("rouge")
        case let object as [String: Any]: object.values.contains(where: self.tells)
        case let list as [Any]: list.contains(where: self.tells)
        default: false
        }
    }
}
