/// Reads a whole number as a spreadsheet saves it: `2`, `2,0`, `2.00`, `1 234`.
public enum WrittenCount {
    /// Returns the number; `nil` for what is no whole number from 0 on, or larger than 64 bits hold. A comma or a point begins decimals, which
    /// must all be zero: `1.234` and `2,5` are no count.
    public static func read(_ text: String) -> Int? {
        let text = text.filter { $0 != "\u{A0}" && $0 != "\u{202F}" && $0 != " " } == text ? text : self.joined(text)
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard let whole = parts.first, !whole.isEmpty, whole.allSatisfy({ $0.isASCII && $0.isWholeNumber }) else { return nil }
        if parts.count == 2 {
            // Three zeros after a mark might be thousands in another country.
            guard (1...2).contains(parts[1].count) || parts[1].count > 3, parts[1].allSatisfy({ $0 == "0" }) else { return nil }
        }
        return Int(whole)
    }

    /// Joins a number whose thousands are set apart; empty when the groups are not of three digits.
    private static func joined(_ text: String) -> String {
        let groups = text.split(omittingEmptySubsequences: false) { $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == " " }
        guard let first = groups.first, (1...3).contains(first.count) else { return "" }
        for group in groups.dropFirst() where group.prefix(while: { $0.isASCII && $0.isWholeNumber }).count != 3 { return "" }
        return groups.joined()
    }
}
