import Formats
import Testing

@Suite("Bytes as text for addresses")
struct Base64URLTests {
    @Test(
        "As RFC 4648, section 10, without padding, and with the letters of section 5",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("~~~???", "fn5-Pz8_"),
        ])
    func vectors(plain: String, text: String) {
        #expect(Base64URL.encode(plain.utf8) == text)
        #expect(Base64URL.decode(text) == Array(plain.utf8))
    }

    @Test("Every byte comes back")
    func everyByte() {
        let bytes = (0...255).map { UInt8($0) }
        for count in 250...256 { #expect(Base64URL.decode(Base64URL.encode(bytes.prefix(count))) == Array(bytes.prefix(count))) }
    }

    @Test("What would not have been written is refused", arguments: ["Zg==", "Zh", "Z", "Zm9+", "Zm9/", "Zm 9", "Zm9vé", "\n"])
    func refused(text: String) { #expect(Base64URL.decode(text) == nil) }
}
