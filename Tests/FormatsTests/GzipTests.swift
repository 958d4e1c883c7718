import Formats
import Testing

@Suite struct GzipTests {
    private static let text = Array(String(repeating: "Lozère;48095;2020-03-01\n", count: 40_000).utf8)

    @Test("What was compressed comes back, empty and large")
    func roundTrip() throws {
        for bytes in [[], [7], Self.text] {
            #expect(try Gzip.decompress(Gzip.compress(bytes)) == bytes)
            #expect(try Gzip.unzlib(Gzip.zlib(bytes)) == bytes)
        }
        #expect(try Gzip.compress(Self.text).count < Self.text.count / 20)
    }

    @Test("Files put one behind the other are one, and zeros behind the last are none")
    func members() throws {
        let twice = try Gzip.compress(Self.text) + Gzip.compress(Self.text)
        #expect(try Gzip.decompress(twice) == Self.text + Self.text)
        #expect(try Gzip.decompress(Gzip.compress(Self.text) + [0, 0, 0, 0]) == Self.text)
    }

    @Test("A file cut short is found out wherever it is cut, and so is one that was altered")
    func faults() throws {
        let whole = try Gzip.compress(Self.text)
        for count in [2, 9, 10, 11, whole.count / 2, whole.count - 8, whole.count - 1] {
            let error = #expect(throws: GzipError.self) { try Gzip.decompress(Array(whole.prefix(count))) }
            #expect(error?.code == .truncated, "\(count)")
        }
        var altered = whole
        altered[whole.count / 2] ^= 0x40
        #expect(throws: GzipError.self) { try Gzip.decompress(altered) }
        var checksum = whole
        checksum[whole.count - 6] ^= 1
        #expect(throws: GzipError.self) { try Gzip.decompress(checksum) }
        #expect(throws: GzipError.self) { try Gzip.decompress(whole + [1, 2, 3]) }
        let plain = #expect(throws: GzipError.self) { try Gzip.decompress(Self.text) }
        #expect(plain?.code == .notGzip)
    }

    @Test("No more is unpacked than allowed; a beginning is no more than asked for, of a cut file too")
    func limits() throws {
        let whole = try Gzip.compress(Self.text)
        let error = #expect(throws: GzipError.self) { try Gzip.decompress(whole, limit: Self.text.count - 1) }
        #expect(error?.code == .tooLarge)
        #expect(try Gzip.decompress(whole, limit: Self.text.count) == Self.text)
        #expect(try Gzip.beginning(of: whole, count: 100) == Array(Self.text.prefix(100)))
        #expect(try Gzip.beginning(of: Array(whole.dropLast(9)), count: 100) == Array(Self.text.prefix(100)))
        #expect(try Gzip.beginning(of: Gzip.compress([5]), count: 100) == [5])
    }

    @Test("Checksums are those of the standard's own example")
    func checksum() { #expect(Gzip.checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926) }
}
