import Accounts
import Testing

@Suite("QR codes")
struct QRCodeTests {
    @Test("What is drawn reads back, whatever the length", arguments: [1, 10, 14, 15, 26, 27, 42, 62, 84, 106, 122, 152, 180, 200, 213])
    func readsBack(length: Int) throws {
        let text = String(decoding: (0..<length).map { UInt8(33 + ($0 * 37 + length) % 94) }, as: UTF8.self)
        let code = try QRCode(text)
        #expect(try QRReader.read(code) == Array(text.utf8))
    }

    @Test("The address for an authenticator application reads back, and accents do")
    func address() throws {
        let address = TOTPSecret().address(login: "marie.le-goff@mairie-plescop.example")
        #expect(try QRReader.read(try QRCode(address)) == Array(address.utf8))
        #expect(try QRReader.read(try QRCode("été 🌊")) == Array("été 🌊".utf8))
    }

    @Test("A damaged code does not read back: the reader looks at every byte")
    func reader() throws {
        let code = try QRCode("Vigie")
        #expect(throws: (any Error).self) { try QRReader.read(side: code.side) { code.isDark(row: $0, column: $1) != ($0 == 12 && $1 == 12) } }
    }

    @Test("The path draws the dark modules and no others, four modules from the edge")
    func path() throws {
        let code = try QRCode("otpauth://totp/Vigie:marie?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(code.width == code.side + 8)
        #expect(code.path.prefix { $0 != "z" } == "M4 4h7v1h-7")
        var drawn: Set<[Int]> = []
        for piece in code.path.split(separator: "z") {
            let match = try #require(piece.wholeMatch(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)/))
            let (x, y, length) = (try #require(Int(match.1)), try #require(Int(match.2)), try #require(Int(match.3)))
            #expect(match.3 == match.4 && length > 0)
            for column in x..<x + length { #expect(drawn.insert([y, column]).inserted) }
        }
        let dark = (0..<code.side).flatMap { row in (0..<code.side).filter { code.isDark(row: row, column: $0) }.map { [row + 4, $0 + 4] } }
        #expect(drawn == Set(dark))
        #expect(!code.isDark(row: -1, column: 0) && !code.isDark(row: 0, column: code.side))
    }

    @Test("Nothing, and what is too long, is refused; the longest is drawn")
    func bounds() throws {
        #expect(throws: QRCode.Fault.self) { try QRCode("") }
        #expect(throws: QRCode.Fault.self) { try QRCode(String(repeating: "a", count: 513)) }
        #expect(throws: QRCode.Fault.self) { try QRCode(String(repeating: "a", count: 1_000_000)) }
        #expect(try QRCode(String(repeating: "é", count: 256)).side > 80)
    }
}
