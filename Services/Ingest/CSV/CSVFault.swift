/// Where and why a table is not one as we read it.
struct CSVFault: Error, Hashable, Sendable {
    let reason: String
    /// Of the spreadsheet, from 1, the header's row included.
    let row: Int
    /// From 1.
    let column: Int

    /// For a person: the reason and the place.
    var text: String { "\(self.reason), at row \(self.row), column \(Self.letters(self.column))" }

    /// A column as spreadsheets call it: A, B, … Z, AA.
    static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
