import Formats
import TestBench
import Testing

@testable import Formats

@Suite("Strict JSON")
struct JSONReaderTests {
    private func read(_ text: String) throws(JSONFault) -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test(
        "Every kind of value is read",
        arguments: [
            ("null", .null), (" true ", .boolean(true)), ("false", .boolean(false)), ("0", .integer(0)), ("-0", .integer(0)),
            ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("9223372036854775808", .otherNumber), ("1.0", .integer(1)), ("1.5", .otherNumber),
            ("1e2", .otherNumber), ("1E+2", .otherNumber), ("0.5e-3", .otherNumber), ("\"\"", .string("")), ("\"é🕊\"", .string("é🕊")),
            (#""\u00e9\ud83d\udd4a\"\\\/\b\f\n\r\t\u0000""#, .string("é🕊\"\\/\u{8}\u{C}\n\r\t\u{0}")), ("[]", .array([])),
            ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])), ("{}", .object([])),
            ("{\"a\" : 1 ,\n\"b\":{}}", .object([.init(name: "a", value: .integer(1)), .init(name: "b", value: .object([]))])),
        ] as [(String, JSONValue)])
    func values(text: String, value: JSONValue) throws {
        #expect(try self.read(text) == value)
    }

    @Test(
        "What is not JSON is refused where it stops being so",
        arguments: [
            ("", 0, 1, 1, "a value is missing"), ("   ", 3, 1, 4, "a value is missing"), ("{", 1, 1, 2, "a member's name in quotes is expected"),
            ("{\"a\":1,}", 7, 1, 8, "a member's name in quotes is expected"), ("{\"a\" 1}", 5, 1, 6, "a colon is expected"),
            ("{\"a\":1 \"b\":2}", 7, 1, 8, "a comma or the end of the object is expected"),
            ("[1 2]", 3, 1, 4, "a comma or the end of the array is expected"), ("[1,]", 3, 1, 4, "not the beginning of a value"),
            ("{\n  \"é\": x }", 10, 2, 8, "not the beginning of a value"), ("tru", 0, 1, 1, "not the beginning of a value"),
            ("nul", 0, 1, 1, "not the beginning of a value"), ("NaN", 0, 1, 1, "not the beginning of a value"),
            ("'a'", 0, 1, 1, "not the beginning of a value"), ("01", 0, 1, 1, "a number begins with a needless zero"),
            ("-", 1, 1, 2, "a digit is expected"), ("1.", 2, 1, 3, "a digit is expected"), ("1e", 2, 1, 3, "a digit is expected"),
            ("+1", 0, 1, 1, "not the beginning of a value"), ("\"a", 0, 1, 1, "the string that begins here has no end"),
            ("\"a\nb\"", 2, 1, 3, "a control character in a string"), ("\"\\x\"", 1, 1, 2, "no such escape"),
            ("\"\\u12g4\"", 1, 1, 2, "four hexadecimal digits are expected"), ("\"\\ud800\"", 1, 1, 2, "half of a surrogate pair"),
            ("\"\\udc00\"", 1, 1, 2, "half of a surrogate pair"), ("\"\\ud800\\u0041\"", 1, 1, 2, "half of a surrogate pair"),
            ("1 2", 2, 1, 3, "something follows the value"), ("{} {}", 3, 1, 4, "something follows the value"),
            ("// no\n1", 0, 1, 1, "not the beginning of a value"),
        ] as [(String, Int, Int, Int, String)])
    func faults(text: String, offset: Int, line: Int, column: Int, reason: String) {
        let fault = #expect(throws: JSONFault.self) { try self.read(text) }
        #expect(fault?.reason == reason)
        #expect([fault?.offset, fault?.line, fault?.column] == [offset, line, column])
    }

    @Test("The same name twice is refused, however it is written")
    func duplicates() {
        #expect(throws: JSONFault.self) { try self.read(#"{"deaths":1,"deaths":2}"#) }
        let fault = #expect(throws: JSONFault.self) { try self.read(#"{"deaths":1,"de\u0061ths":2}"#) }
        #expect(fault?.text == "the same name twice in an object, at line 1, column 13 (byte 12)")
        #expect(throws: Never.self) { try self.read(#"{"a":{"a":1}}"#) }
    }

    @Test("Eight levels are read, nine are not")
    func depth() throws {
        #expect(throws: Never.self) { try self.read(String(repeating: "[", count: 8) + String(repeating: "]", count: 8)) }
        let fault = #expect(throws: JSONFault.self) { try self.read(String(repeating: "[", count: 100_000)) }
        #expect(fault?.reason == "nested deeper than 8 levels")
        #expect(fault?.offset == 8)
        #expect(throws: JSONFault.self) { try self.read(String(repeating: "{\"a\":", count: 9) + "1" + String(repeating: "}", count: 9)) }
    }

    @Test("An object has at most 64 members")
    func width() {
        let members = (0..<65).map { "\"m\($0)\":0" }
        #expect(throws: Never.self) { try self.read("{\(members.dropLast().joined(separator: ","))}") }
        #expect(throws: JSONFault.self) { try self.read("{\(members.joined(separator: ","))}") }
    }

    @Test("What is not UTF-8 is refused", arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80]] as [[UInt8]])
    func encoding(bytes: [UInt8]) {
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0x5C, 0x6E] + bytes + [0x22]) }
        #expect(throws: JSONFault.self) { try JSONReader.read(bytes) }
    }

    @Test("A mark of UTF-8 before the text is passed over; UTF-16 is refused with words")
    func marks() throws {
        #expect(try self.read("\u{FEFF}{}") == .object([]))
        for bytes in [[0xFF, 0xFE, 0x7B, 0x00], [0xFE, 0xFF, 0x00, 0x7B], [0x7B, 0x00, 0x7D, 0x00], [0x00, 0x7B, 0x00, 0x7D]] as [[UInt8]] {
            let fault = #expect(throws: JSONFault.self) { try JSONReader.read(bytes) }
            #expect(fault?.reason.contains("UTF-16") == true)
        }
    }

    @Test("A whole number may be written with a fraction of zeros")
    func wholeFractions() throws {
        #expect(try self.read("[2.0, -3.00, 2.5, 2.0e0]") == .array([.integer(2), .integer(-3), .otherNumber, .otherNumber]))
    }

    @Test("A text holds at most 1,024 values, however short they are: memory is bounded by its length")
    func bound() {
        let values = Array(repeating: "0", count: 1_024)
        #expect(throws: Never.self) { try self.read("[\(values.dropLast().joined(separator: ","))]") }
        let fault = #expect(throws: JSONFault.self) { try self.read("[\(values.joined(separator: ","))]") }
        #expect(fault?.reason == "more than 1024 values")
    }

    @Test("A part of the bytes is read as if it were all")
    func ranges() throws {
        let bytes = Array("{}\n[1]\nx".utf8)
        #expect(try JSONReader.read(bytes, in: 3..<6) == .array([.integer(1)]))
        let fault = #expect(throws: JSONFault.self) { try JSONReader.read(bytes, in: 7..<8) }
        #expect(fault?.offset == 0)
        #expect(throws: JSONFault.self) { try JSONReader.read(bytes, in: 8..<900) }
    }

    @Test("Any value comes back from its text")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let value = JSONSample.value(depth: 1, using: &random)
            #expect(try self.read(JSONSample.text(value, using: &random)) == value)
        }
    }

    @Test("No bytes crash the reader")
    func mutations() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<30_000 {
            var bytes = Array(JSONSample.text(JSONSample.value(depth: 1, using: &random), using: &random).utf8)
            Mutation.apply(to: &bytes, donor: Array(#"{"\ud83d":[-1e9,"#.utf8), using: &random)
            if case .failure(let fault) = Result(catching: { () throws(JSONFault) in try JSONReader.read(bytes) }) {
                #expect((0...bytes.count).contains(fault.offset))
                #expect(fault.line >= 1 && fault.column >= 1)
            }
        }
    }
}
