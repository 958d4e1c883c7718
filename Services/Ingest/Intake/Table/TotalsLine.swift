import Formats
import French
import Mortality

/// A row that has no commune and no day, but the word « total », or a number of deaths alone: what spreadsheets end with.
struct TotalsLine: Hashable, Sendable {
    private let hasWord: Bool
    private let number: Int?

    /// Nil for cells that say anything else.
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

    /// Whether it can be nothing else: without the word, the number must be the sum of the rows above.
    func isCertain(sum: Int) -> Bool { self.hasWord || self.number == sum }

    /// What is told of it.
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
