@testable import Persistence
import Testing

@Suite struct RowsTests {
    private let rows = Rows(
        columns: [.init(name: "a", type: SQLType.text.rawValue), .init(name: "b", type: SQLType.int4.rawValue)],
        bytes: [0x78, 0, 0, 0, 7, 0, 0, 0, 9], ends: [1, 5, ~5, 9, ~9, ~9], count: 3, affected: 3)

    @Test("Values are found behind nulls and empty ones")
    func layout() throws {
        #expect(try self.rows[0].text("a") == "x")
        #expect(try self.rows[0].int("b") == 7)
        #expect(try self.rows[1].optionalText("a") == nil)
        #expect(try self.rows[1].int(1) == 9)
        #expect(try self.rows[2].isNull("a"))
        #expect(try self.rows[2].optionalInt("b") == nil)
        #expect(self.rows.columnNames == ["a", "b"])
        #expect(self.rows.map { (try? $0.int("b")) ?? -1 } == [7, 9, -1])
    }

    @Test("An error names the column and what is wrong with it")
    func errors() {
        let absent = #expect(throws: DatabaseError.self) { try self.rows[0].int("c") }
        #expect(absent?.message == #"no column "c"; there are a, b"#)
        let null = #expect(throws: DatabaseError.self) { try self.rows[2].int("b") }
        #expect(null?.message == #"column "b" is null"#)
        let type = #expect(throws: DatabaseError.self) { try self.rows[0].text("b") }
        #expect(type?.message == #"column "b": is int4, not text"#)
        let place = #expect(throws: DatabaseError.self) { try self.rows[0].int(2) }
        #expect(place?.code == .unexpectedResult)
        let count = #expect(throws: DatabaseError.self) { try self.rows.one() }
        #expect(count?.message == "one row expected, 3 found")
    }
}
