import Formats
import Testing

@Suite("FNV-1a of 64 bits")
struct FNV1aTests {
    @Test(
        "The numbers are those that its authors publish",
        arguments: [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)])
    func published(text: String, value: UInt64) {
        #expect(FNV1a(text.utf8).value == value)
    }

    @Test("Bytes may come in parts")
    func parts() {
        var parts = FNV1a()
        parts.add("foo".utf8)
        parts.add([])
        parts.add("bar".utf8)
        #expect(parts == FNV1a("foobar".utf8))
    }
}
