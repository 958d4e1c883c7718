@testable import Persistence
import Formats
import Testing

@Suite struct WireDecoderTests {
    @Test("Whatever bytes come, a decoder answers or throws")
    func fuzz() {
        var source = SeededGenerator(seed: 42)
        var answers = 0
        let types = SQLType.allCases.map(\.rawValue) + [0, 1700, .max]
        for _ in 0..<100_000 {
            var bytes = (0..<Int.random(in: 0..<48, using: &source)).map { _ in UInt8.random(in: 0...255, using: &source) }
            // Half of the inputs begin like an array, so that the fuzzer gets past its first check.
            if Bool.random(using: &source), bytes.count > 20 {
                bytes.replaceSubrange(0..<20, with: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, UInt8.random(in: 0..<8, using: &source), 0, 0, 0, 1])
            }
            let type = types[Int.random(in: 0..<types.count, using: &source)]
            answers += self.decode(bytes[...], type)
        }
        #expect(answers > 100)
    }

    /// Runs every decoder and answers how many made sense of the bytes.
    private func decode(_ bytes: ArraySlice<UInt8>, _ type: UInt32) -> Int {
        var answers = 0
        if (try? WireDecoder.bool(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.int64(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.double(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.text(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.bytes(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.uuid(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.day(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.timestamp(bytes, type)) != nil { answers += 1 }
        if (try? WireDecoder.array(bytes, WireDecoder.int64)) != nil { answers += 1 }
        if (try? WireDecoder.array(bytes, WireDecoder.text)) != nil { answers += 1 }
        return answers
    }

    @Test("What the encoder writes, truncated or lengthened anywhere, is refused or read, never trapped on")
    func truncation() throws {
        var buffer = ParameterBuffer()
        try buffer.fill([.textArray(["abc", nil, "é"])])
        let whole = Array(buffer.bytes.dropLast())
        #expect(try WireDecoder.array(whole[...], WireDecoder.text) == ["abc", nil, "é"])
        for length in 0..<whole.count {
            #expect(throws: DatabaseError.self) { try WireDecoder.array(whole[..<length], WireDecoder.text) }
        }
        #expect(throws: DatabaseError.self) { try WireDecoder.array((whole + [0])[...], WireDecoder.text) }
    }

    @Test("A length that lies is found before memory is taken for it")
    func lyingLength() {
        let huge: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1]
        #expect(throws: DatabaseError.self) { try WireDecoder.array(huge[...], WireDecoder.int64) }
        let negative: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0x00]
        #expect(throws: DatabaseError.self) { try WireDecoder.array(negative[...], WireDecoder.int64) }
        let square: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23]
        #expect(throws: DatabaseError.self) { try WireDecoder.array(square[...], WireDecoder.int64) }
    }

    @Test("Text that is not UTF-8 is refused")
    func invalidText() {
        #expect(throws: DatabaseError.self) { try WireDecoder.text([0xC3, 0x28], SQLType.text.rawValue) }
        #expect(throws: DatabaseError.self) { try WireDecoder.text([0xED, 0xA0, 0x80], SQLType.text.rawValue) }
    }
}
