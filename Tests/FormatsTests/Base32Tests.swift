import Formats
import Testing

@Suite("Base32 and hexadecimal digits")
struct Base32Tests {
    @Test(
        "RFC 4648's vectors, without padding",
        arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func vectors(plain: String, text: String) {
        #expect(Base32.encode(plain.utf8) == text)
        #expect(Base32.decode(text) == Array(plain.utf8) && Base32.decode(text.lowercased()) == Array(plain.utf8))
    }

    @Test("Random bytes come back", arguments: [1, 5, 19, 20, 21, 64])
    func roundTrip(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        #expect(Hex.bytes(Hex.text(bytes)) == bytes && Hex.bytes(Hex.text(bytes).uppercased()) == bytes)
    }

    @Test("What was not written so is not read", arguments: ["M", "MZX", "MZXW6Y", "MZ", "MY======", "M1", "M0", "M8", "MY ", "é", "ⅯY"])
    func refused(text: String) { #expect(Base32.decode(text) == nil) }

    @Test("An odd number of digits, and anything else, is no bytes", arguments: ["0", "000", "0g", "0x", " 00", "é", "٠٠", "-1"])
    func notHexadecimal(text: String) { #expect(Hex.bytes(text) == nil) }
}
