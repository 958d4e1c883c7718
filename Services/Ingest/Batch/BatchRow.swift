import Runtime

/// One row of a batch that holds something.
struct BatchRow: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// JSON, in a part of the body's bytes.
        case json(Range<Int>)
        /// A row of a table, as the object that it stands for, and the table's header.
        case record(JSONValue, SheetHeader)
        /// A row of a table that cannot be read.
        case unreadable(CSVFault)
    }

    /// Of the line in the body, or of the row in the spreadsheet, from 1.
    let number: Int
    let content: Content

    /// The lines of a body, up to a number of them; nothing when there are more. Lines of nothing but space are no rows.
    static func lines(in bytes: [UInt8], atMost limit: Int) -> [BatchRow]? {
        var rows: [BatchRow] = []
        var number = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            if bytes[start..<end].contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
                guard rows.count < limit else { return nil }
                rows.append(BatchRow(number: number, content: .json(start..<end)))
            }
            start = end + 1
        }
        return rows
    }
}
