/// The result of a statement, copied out of the C library: one block of bytes and one table of lengths.
public struct Rows: RandomAccessCollection, Sendable {
    struct Column: Sendable, Equatable {
        var name: String
        var type: UInt32
    }

    let columns: [Column]
    /// The bytes of all values, row after row.
    let bytes: [UInt8]
    /// Where each value ends in ``bytes``; bit-inverted when it is null.
    let ends: [Int]
    /// How many rows the statement returned.
    public let count: Int
    /// How many rows the statement inserted, changed, deleted or returned.
    public let affected: Int

    static let none = Rows(columns: [], bytes: [], ends: [], count: 0, affected: 0)

    /// The place of the first row, 0.
    public var startIndex: Int { 0 }
    /// The place behind the last row: the number of rows.
    public var endIndex: Int { self.count }
    /// The row at a place from 0; a place outside traps where the row is read.
    public subscript(position: Int) -> Row { Row(rows: self, index: position) }

    /// The names of the columns, in order.
    public var columnNames: [String] { self.columns.map(\.name) }

    /// Returns the only row.
    public func one() throws(DatabaseError) -> Row {
        guard self.count == 1 else { throw DatabaseError(.unexpectedResult, "one row expected, \(self.count) found") }
        return self[0]
    }

    /// Returns the bytes of one value; `nil` when it is null.
    func value(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let cell = row * self.columns.count + column
        let end = self.ends[cell]
        guard end >= 0 else { return nil }
        let before = cell == 0 ? 0 : self.ends[cell - 1]
        return self.bytes[(before >= 0 ? before : ~before)..<end]
    }

    func column(_ key: ColumnKey) throws(DatabaseError) -> Int {
        let found: Int? =
            switch key {
            case .name(let name): self.columns.firstIndex { $0.name == name }
            case .index(let index): self.columns.indices.contains(index) ? index : nil
            }
        guard let found else {
            throw DatabaseError(.unexpectedResult, "no column \(key); there are \(self.columnNames.joined(separator: ", "))")
        }
        return found
    }
}
