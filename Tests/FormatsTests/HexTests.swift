import Formats
import Testing

@Suite("Hexadecimal digits")
struct HexTests {
    @Test("Bytes are two digits each, in lower case, and come back from either case")
    func bytes() {
        #expect(Hex.text([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff" && Hex.text([]) == "")
        #expect(Hex.bytes("000fa0ff") == [0x00, 0x0F, 0xA0, 0xFF] && Hex.bytes("000FA0fF") == [0x00, 0x0F, 0xA0, 0xFF])
        let all = [UInt8](0...255)
        #expect(Hex.bytes(Hex.text(all)) == all)
        for text in ["0", "abc", "0g", "+1", " 1", "1 ", "é0", "0x10", "--"] { #expect(Hex.bytes(text) == nil, "\(text)") }
    }

    @Test("A number has as many digits as its type has room for")
    func numbers() {
        #expect(Hex.text(UInt16(0x2A)) == "002a" && Hex.text(UInt8.max) == "ff")
        #expect(Hex.text(UInt64(0x0123_4567_89AB_CDEF)) == "0123456789abcdef" && Hex.text(UInt64(1)) == "0000000000000001")
    }

    @Test("A digit is one of twenty-two characters")
    func digits() {
        let digits = (UInt8.min...UInt8.max).compactMap { Hex.digit($0) }
        #expect(digits == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 10, 11, 12, 13, 14, 15])
    }

    @Test("What is written here is told from what is not")
    func canonical() {
        #expect(Hex.isWritten("0123456789abcdef".utf8) && Hex.isWritten([]))
        for text in ["A0", "0g", "é", "0 ", "/", ":", "`"] { #expect(!Hex.isWritten(text.utf8), "\(text)") }
    }
}
