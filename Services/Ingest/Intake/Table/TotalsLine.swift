import Formats
import French
import Mortality

/// A line of totals, with which spreadsheets end: a row without commune and day that has the word « total », or a number of deaths and nothing
/// else.
struct TotalsLine: Hashable, Sendable {
    private let hasWord: Bool
    private let number: Int?

    /// Reads a row's cells; it returns `nil` for a row that says anything else.
    init?(_ cells: [String], header: SheetHeader) {
        var hasWord = false
        var number: Int?
        for (place, cell) in cells.enumerated() {
            let text = cell.trimmed
            if text.isEmpty { continue }
            if Self.isWord(text) {
                hasWord = true
            } else if place < header.columns.count, header.columns[place] == .deaths, let count = WrittenCount.read(text) {
                number = count
            } else {
                return nil
            }
        }
        guard hasWord || number != nil else { return nil }
        self.hasWord = hasWord
        self.number = number
    }

    /// Returns whether the row can only be a line of totals: without the word, its number must be the sum of the rows above.
    func isCertain(sum: Int) -> Bool { self.hasWord || self.number == sum }

    /// Returns the words with which the line is passed over.
    func words(sum: Int) -> String {
        guard let number, number != sum else { return "a line of totals: passed over, not counted" }
        return "a line of totals: passed over, not counted; it says \(number), the rows above have \(sum) together"
    }

    private static func isWord(_ text: String) -> Bool {
        let words = PlainWord.words(text)
        guard let first = words.first, words.count <= 4 else { return false }
        return ["total", "totaux", "totale", "somme", "sommes", "soustotal", "ensemble", "sum"].contains(first)
    }
}
