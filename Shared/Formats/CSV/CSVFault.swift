/// Where and why a table is not one as we read it.
public struct CSVFault: Error, Hashable, Sendable {
    /// What is wrong, in English.
    public let reason: String
    /// The row of the spreadsheet, from 1, the header's row included.
    public let row: Int
    /// The column, from 1.
    public let column: Int

    /// Makes a fault at a place.
    public init(reason: String, row: Int, column: Int) {
        self.reason = reason
        self.row = row
        self.column = column
    }

    /// The reason and the place, for a person.
    public var text: String { "\(self.reason), at row \(self.row), column \(Self.letters(self.column))" }

    /// Names a column as spreadsheets do: A, B, … Z, AA.
    public static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
