import Formats
import French
import Mortality
import Runtime

/// The rows of a batch's body, read one after another, so that a batch never takes more memory than its bytes and a window of
/// rows.
struct BatchRows: Sendable {
    private enum Source {
        case lines(position: Int, number: Int)
        case array(ranges: [Range<Int>], next: Int)
        case table(SheetRows)
    }

    /// The body in UTF-8.
    let bytes: [UInt8]
    /// How many units of the visitor's rate the rows cost.
    let weight: Int
    /// The language of the answers: French when a table's header is in French or the sender asked for it.
    let language: Language
    private var source: Source

    /// Begins to read the rows of a body.
    ///
    /// - Parameters:
    ///   - isEdition: Whether rows may do without an id.
    ///   - language: What the sender asked for.
    /// - Throws: `Problem`: 400 when the whole cannot be read, 413 for too many rows, 415 for UTF-16.
    init(_ body: BatchBody, isEdition: Bool, language: Language) throws(Problem) {
        self.bytes = try body.text()
        switch body.form {
        case .lines:
            self.source = .lines(position: 0, number: 0)
            (self.weight, self.language) = (body.lines, language)
        case .array:
            let ranges: [Range<Int>]?
            do {
                ranges = try JSONElements.ranges(in: self.bytes, atMost: BatchBody.mostRows)
            } catch {
                throw .malformed(error.text)
            }
            guard let ranges else { throw BatchBody.tooManyRows }
            self.source = .array(ranges: ranges, next: 0)
            (self.weight, self.language) = (max(ranges.count, 1), language)
        case .table:
            let sheet = try SheetRows(self.bytes, isEdition: isEdition, language: language)
            guard body.lines <= BatchBody.mostRows + sheet.linesBefore else { throw BatchBody.tooManyRows }
            self.source = .table(sheet)
            (self.weight, self.language) = (body.lines, sheet.header.language)
        }
    }

    /// Returns the next row that holds something, and `nil` at the end. Lines of nothing but white space are no rows.
    mutating func next() -> BatchRow? {
        switch self.source {
        case .table(var sheet):
            // Held by one place only, so that reading on copies nothing.
            self.source = .array(ranges: [], next: 0)
            let row = sheet.next()
            self.source = .table(sheet)
            return row
        case .array(let ranges, let next):
            guard next < ranges.count else { return nil }
            self.source = .array(ranges: ranges, next: next + 1)
            return BatchRow(number: next + 1, content: .json(ranges[next]))
        case .lines(var position, var number):
            while position < self.bytes.count {
                let start = position
                let end = self.bytes[start...].firstIndex(of: 0x0A) ?? self.bytes.count
                number += 1
                position = end + 1
                self.source = .lines(position: position, number: number)
                if self.bytes[start..<end].contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
                    return BatchRow(number: number, content: .json(start..<end))
                }
            }
            return nil
        }
    }

    /// Returns the problem that tells of a value that is not admitted; in a table it names the column.
    func problem(_ rejection: Rejection) -> Problem {
        guard case .table(let sheet) = self.source else { return .notAdmitted(field: rejection.field, reason: rejection.reason) }
        return sheet.header.problem(rejection)
    }
}
