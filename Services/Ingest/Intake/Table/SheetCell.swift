import Formats
import French
import Mortality

/// Translates a cell of a table into the JSON value that the API has for it.
enum SheetCell {
    /// Returns the JSON value for a text in a column. A text that has no meaning there is left as it is, for the form to refuse.
    ///
    /// - Throws: `Rejection` of `occurredOn` for what is no day: the form would ask for the API's way of writing it.
    static func value(_ text: String, in column: SheetColumn) throws(Rejection) -> JSONValue {
        switch column {
        case .id, .reason: return .string(text)
        case .commune: return .string(self.commune(text))
        case .occurredOn: return .string(try self.day(text).description)
        case .revision, .deaths: return WrittenCount.read(text).map { .integer($0) } ?? .otherNumber
        case .place: return .string(Place(word: text)?.rawValue ?? text)
        case .cause: return .string(Cause(word: text)?.rawValue ?? text)
        case .withdrawn: return self.flag(text)
        }
    }

    /// Returns a commune's code with the zeros that spreadsheets drop: they take 01004 for a number and save 1004, those of statistics 1004.0;
    /// 00007 becomes 7. Only codes of the first nine departments, and of the exercise department, begin with zeros.
    private static func commune(_ text: String) -> String {
        if let number = WrittenCount.read(text), text.utf8.count != 5 {
            let digits = String(number)
            if digits.utf8.count <= 5 { return String(repeating: "0", count: 5 - digits.utf8.count) + digits }
        }
        return text.uppercased()
    }

    private static func day(_ text: String) throws(Rejection) -> CivilDay {
        do {
            return try WrittenDay.read(text)
        } catch {
            throw Rejection(field: SheetColumn.occurredOn.rawValue, reason: error.reason)
        }
    }

    private static func flag(_ text: String) -> JSONValue {
        switch PlainWord.fold(text) {
        case "true", "vrai", "oui", "o", "x", "1", "yes": .boolean(true)
        case "false", "faux", "non", "n", "0", "no": .boolean(false)
        default: .string(text)
        }
    }
}
