import Runtime

/// A table of declarations out of a spreadsheet: a header, then a declaration a row.
enum DeclarationSheet {
    /// The rows of a body, up to a number of them; nothing when there are more. Rows without a value are none.
    ///
    /// - Throws: `Problem`, 400, when the header cannot be read; a row that cannot is one of the rows.
    static func rows(in bytes: [UInt8], atMost limit: Int) throws(Problem) -> [BatchRow]? {
        var reader = CSVReader(bytes)
        let header = try self.header(&reader)
        var rows: [BatchRow] = []
        while true {
            let content: BatchRow.Content
            do throws(CSVFault) {
                guard let cells = try reader.next() else { return rows }
                if cells.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
                content = .record(try header.object(cells, row: reader.row), header)
            } catch {
                content = .unreadable(error)
            }
            guard rows.count < limit else { return nil }
            rows.append(BatchRow(number: reader.row, content: content))
        }
    }

    private static func header(_ reader: inout CSVReader) throws(Problem) -> SheetHeader {
        let cells: [String]?
        do {
            cells = try reader.next()
        } catch {
            throw .malformed(error.text)
        }
        guard let cells else { throw .malformed("the body holds no row") }
        return try SheetHeader(cells)
    }
}
