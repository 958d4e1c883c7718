import Formats
import TestBench
import Testing

@testable import Formats

@Suite("Tables of values")
struct CSVReaderTests {
    /// What a reader says, row by row: the row's number, and its values or what is wrong with it.
    private func trace(_ bytes: [UInt8]) -> [String] {
        var reader = CSVReader(bytes)
        var trace: [String] = []
        while true {
            do throws(CSVFault) {
                guard let values = try reader.next() else { return trace }
                trace.append("\(reader.row) \(values)")
            } catch {
                trace.append("\(reader.row) ! \(error.text)")
            }
        }
    }

    private func trace(_ text: String) -> [String] { self.trace(Array(text.utf8)) }

    @Test(
        "Commas or semicolons, whichever the first line has first",
        arguments: [
            ("a,b\nc,d", ["1 [\"a\", \"b\"]", "2 [\"c\", \"d\"]"]), ("a;b\nc,;d", ["1 [\"a\", \"b\"]", "2 [\"c,\", \"d\"]"]),
            ("\"a;x\",b\nc;d,e", ["1 [\"a;x\", \"b\"]", "2 [\"c;d\", \"e\"]"]), ("a\nb;c,d", ["1 [\"a\"]", "2 [\"b;c\", \"d\"]"]),
        ])
    func separators(text: String, rows: [String]) {
        #expect(self.trace(text) == rows)
    }

    @Test("Every end of line is one, and the last may be missing; empty lines are rows", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        #expect(self.trace(["a;b", "", "c;d"].joined(separator: end)) == ["1 [\"a\", \"b\"]", "2 [\"\"]", "3 [\"c\", \"d\"]"])
        #expect(self.trace(["a;b", "c;d", ""].joined(separator: end)) == ["1 [\"a\", \"b\"]", "2 [\"c\", \"d\"]"])
        #expect(self.trace(["a;b", ";", ""].joined(separator: end)) == ["1 [\"a\", \"b\"]", "2 [\"\", \"\"]"])
    }

    @Test("A mark of UTF-8 is no part of the first value; nothing is no row")
    func mark() {
        #expect(self.trace([0xEF, 0xBB, 0xBF] + Array("é;b".utf8)) == ["1 [\"é\", \"b\"]"])
        #expect(self.trace([0xEF, 0xBB, 0xBF]).isEmpty)
        #expect(self.trace("").isEmpty)
    }

    @Test("A quoted value may hold separators, ends of lines and doubled quotes")
    func quotes() {
        #expect(
            self.trace("\"a;b\";\"say \"\"x\"\"\"\n\"l1\r\nl2\";\"\"\nc;d") == [
                "1 [\"a;b\", \"say \\\"x\\\"\"]", "2 [\"l1\\r\\nl2\", \"\"]", "3 [\"c\", \"d\"]",
            ])
    }

    @Test("A row that cannot be read is told with its place, and the next is read")
    func faults() {
        #expect(
            self.trace("a;b\nx\"y;z\nc;d") == [
                "1 [\"a\", \"b\"]", "2 ! a quote within a value that is not quoted, at row 2, column A", "3 [\"c\", \"d\"]",
            ])
        #expect(
            self.trace("a;b\nx;\"y\"z;\"\nc;d") == [
                "1 [\"a\", \"b\"]", "2 ! something follows the quote that ends a value, at row 2, column B", "3 [\"c\", \"d\"]",
            ])
        #expect(
            self.trace("a;b\nx;y;\"z\nc;d\n") == [
                "1 [\"a\", \"b\"]", "2 ! the quote that begins here has no end, so nothing was read from it on, at row 2, column C",
            ])
    }

    @Test("What is not UTF-8 is told, and what stands in quotes behind it is not taken for a row")
    func encoding() {
        // As Windows-1252 has it: « décès ».
        let bytes = Array("a;b\nd".utf8) + [0xE9] + Array("c;\"x\ny;z\"\nc;d".utf8)
        #expect(
            self.trace(bytes) == [
                "1 [\"a\", \"b\"]", "2 ! not UTF-8: have the spreadsheet save it as “CSV UTF-8”, at row 2, column A", "3 [\"c\", \"d\"]",
            ])
    }

    @Test("A row has at most 64 values")
    func width() {
        #expect(self.trace(String(repeating: ";", count: 63) + "\na") == ["1 \([String](repeating: "", count: 64))", "2 [\"a\"]"])
        #expect(self.trace(String(repeating: ";", count: 100) + "\na") == ["1 ! more than 64 values, at row 1, column BM", "2 [\"a\"]"])
    }

    @Test("Columns are called as spreadsheets call them", arguments: [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")])
    func letters(column: Int, letters: String) {
        #expect(CSVFault.letters(column) == letters)
    }

    @Test("Any table comes back from its text, whatever it holds and however it is saved")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 21)
        let pieces = ["", "a", "é🕊", ";", ",", "\"", "\"\"", "\n", "\r\n", " ", "0", "\u{FEFF}"]
        for _ in 0..<3_000 {
            let width = Int.random(in: 2...5, using: &random)
            let separator = Bool.random(using: &random) ? ";" : ","
            let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
            let table = (0..<Int.random(in: 1...5, using: &random)).map { row in
                (0..<width).map { _ in
                    // The first row tells the separator: none of its values may hold another that is not quoted.
                    (0..<Int.random(in: 0...3, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                }
            }
            let text = table.map { row in
                row.map { value in
                    let needsQuotes = value.contains { ";,\"".contains($0) || $0.isNewline } || value.hasPrefix("\u{FEFF}")
                    return needsQuotes || Bool.random(using: &random) ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
                }.joined(separator: separator)
            }.joined(separator: end)
            var reader = CSVReader(Array(text.utf8))
            var read: [[String]] = []
            while let row = try reader.next() { read.append(row) }
            #expect(read == table)
        }
    }

    @Test("No bytes crash the reader, and it comes to an end")
    func mutations() {
        var random = SeededGenerator(seed: 22)
        let base = Array("\u{FEFF}id;date;\"motif; long\"\r\n1;2020-04-01;\"dit \"\"non\"\"\nici\"\r\n;;\r\n2;01/04/2020;\r\n".utf8)
        for _ in 0..<30_000 {
            var bytes = base
            Mutation.apply(to: &bytes, donor: Array("\";\r\"\n,\u{FEFF}é".utf8), using: &random)
            var reader = CSVReader(bytes)
            var rows = 0
            while rows <= bytes.count + 1 {
                do throws(CSVFault) {
                    guard try reader.next() != nil else { break }
                } catch {
                    #expect(error.row == reader.row && error.column >= 1)
                }
                rows += 1
            }
            #expect(rows <= bytes.count)
            #expect(rows == reader.row)
        }
    }
}
