import Foundation

/// A column's name, and what is left of it when writing and year are set aside: `Pop_municipale_2024` becomes `popmunicipale`, and so does
/// `POP MUNICIPALE 2031`; INSEE's `PMUN23` becomes `pmun`, and `P22_POP` becomes `pop`.
struct ColumnName: Hashable, Sendable {
    let text: String
    let key: String
    /// The year in the name.
    let year: Int?

    init(_ text: String) {
        self.text = text.trimmingCharacters(in: .whitespaces)
        let plain = self.text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        var parts = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map { String($0) }
        self.year = parts.compactMap { Self.year(at: $0.suffix(4)) }.last
        parts = parts.map { Self.year(at: $0.suffix(4)) == nil ? $0 : String($0.dropLast(4)) }.filter { !$0.isEmpty }
        if parts.count > 1, let first = parts.first, first.count == 3, first.hasPrefix("p"), Int(first.dropFirst()) != nil { parts.removeFirst() }
        let joined = parts.joined()
        let stem = String(joined.reversed().drop { $0.isNumber }.reversed())
        self.key = ["pmun", "ptot", "pcap", "pop", "population", "popmunicipale"].contains(stem) ? stem : joined
    }

    /// Reads the year from 1900 to 2099 that a name ends in; `nil` for anything else.
    static func year(at end: Substring) -> Int? {
        guard end.count == 4, let year = Int(end), (1900...2099).contains(year) else { return nil }
        return year
    }
}
