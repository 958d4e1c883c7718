import Formats
import French
import Runtime
import Web

/// The rows of a table out of a spreadsheet: a header, then a declaration a row, and perhaps a line of totals.
struct SheetRows: Sendable {
    let header: SheetHeader
    private var reader: CSVReader
    /// Deaths of the rows read, as far as they are numbers.
    private var sum = 0

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

    /// Lines that are no rows: the header, and the one that tells how values are parted.
    var linesBefore: Int { self.reader.tellsSeparator ? 2 : 1 }

    /// The next row that has a value; nothing at the end. One that cannot be read is a row too.
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

    /// Whether nothing but empty rows follows.
    private var isLast: Bool {
        var rest = self.reader
        while true {
            guard let cells = try? rest.next() else { return rest.isAtEnd }
            if !Self.isBlank(cells) { return false }
        }
    }

    private static func isBlank(_ cells: [String]) -> Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}
