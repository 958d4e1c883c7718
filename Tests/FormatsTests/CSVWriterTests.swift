import Formats
import Testing

@Suite("A table for spreadsheets")
struct CSVWriterTests {
    @Test("It begins with a mark, its values are parted by semicolons, its lines end with CRLF, and a reader reads it again")
    func written() throws {
        var table = CSVWriter(columns: ["Code", "Commune"])
        table.add(["56260", "Vannes"])
        table.add([nil, "Un ; deux \"trois\"\nquatre"])
        #expect(Array(table.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(String(decoding: table.bytes.dropFirst(3), as: UTF8.self) == "Code;Commune\r\n56260;Vannes\r\n;\"Un ; deux \"\"trois\"\"\nquatre\"\r\n")
        var reader = CSVReader(table.bytes)
        #expect(try reader.next() == ["Code", "Commune"])
        #expect(try reader.next() == ["56260", "Vannes"])
        #expect(try reader.next() == ["", "Un ; deux \"trois\"\nquatre"])
        #expect(try reader.next() == nil)
    }

    @Test("What a spreadsheet would compute is text", arguments: ["=1+1", "+33 2 97", "-5", "@sum", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0", "\u{0}=1"])
    func formulas(value: String) throws {
        var table = CSVWriter(columns: [value])
        table.add(["a\(value)"])
        var reader = CSVReader(table.bytes)
        #expect(try reader.next()?.first == "'\(value)")
        #expect(try reader.next()?.first == "a\(value)")
    }

    @Test("Sent piece by piece it is the same")
    func pieces() {
        var (whole, parted, sent) = (CSVWriter(columns: ["A"]), CSVWriter(columns: ["A"]), [UInt8]())
        for number in 0..<5 {
            whole.add(["\(number)"])
            parted.add(["\(number)"])
            sent += parted.take()
        }
        #expect(sent == whole.bytes && parted.bytes.isEmpty)
    }
}
