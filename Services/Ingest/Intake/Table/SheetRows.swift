import Formats
import French
import Runtime
import Web

/// The rows of a table out of a spreadsheet: a header, then a declaration a row, and perhaps a line of totals.
struct SheetRows: Sendable {
    let header: SheetHeader
    private var reader: CSVReader
    /// The sum of the deaths of the rows read so far, as far as they are numbers.
    private var sum = 0

    /// Reads the header.
    ///
    /// - Throws: `Problem`, 400, when the header cannot be read.
    init(_ bytes: [UInt8], isEdition: Bool, language: Language) throws(Problem) {
        var reader = CSVReader(bytes)
        let cells: [String]?
        do {
            cells = try reader.next()
        } catch {
            throw Problem.malformed(error.text).told(in: language)
        }
        guard let cells else { throw Problem.malformed("the body holds no row").told(in: language) }
        self.header = try SheetHeader(cells, isEdition: isEdition, language: language)
        self.reader = reader
    }

    /// The number of lines before the first row: the header and, where there is one, the line that names the separator.
    var linesBefore: Int { self.reader.tellsSeparator ? 2 : 1 }

    /// Returns the next row that has a value, one that cannot be read included, and `nil` at the end.
    mutating func next() -> BatchRow? {
        while true {
            do throws(CSVFault) {
                guard let cells = try self.reader.next() else { return nil }
                if Self.isBlank(cells) { continue }
                return BatchRow(number: self.reader.row, content: try self.content(cells))
            } catch {
                return BatchRow(number: self.reader.row, content: .unreadable(error))
            }
        }
    }

    private mutating func content(_ cells: [String]) throws(CSVFault) -> BatchRow.Content {
        if let totals = TotalsLine(cells, header: self.header), totals.isCertain(sum: self.sum), self.isLast {
            return .totals(totals.words(sum: self.sum))
        }
        if let deaths = WrittenCount.read(self.header.text(.deaths, in: cells)) {
            self.sum = self.sum.addingReportingOverflow(deaths).partialValue
        }
        let (value, rejection) = try self.header.object(cells, row: self.reader.row)
        return .record(value, rejection)
    }

    /// Whether only empty rows follow.
    private var isLast: Bool {
        var rest = self.reader
        while true {
            guard let cells = try? rest.next() else { return rest.isAtEnd }
            if !Self.isBlank(cells) { return false }
        }
    }

    private static func isBlank(_ cells: [String]) -> Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}
