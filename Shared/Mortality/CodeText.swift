/// Turns INSEE codes into numbers and back: digits and capitals are read in base 36, which keeps their order.
enum CodeText {
    /// The number of a code of at most six digits and capitals.
    static func number(of text: some Sequence<UInt8>) -> UInt32 {
        text.reduce(0) { number, byte in number &* 36 &+ UInt32(byte < 0x41 ? byte &- 0x30 : byte &- 0x41 &+ 10) }
    }

    /// The code of a number, with zeros in front up to its length.
    static func text(_ number: UInt32, length: Int) -> String {
        String(unsafeUninitializedCapacity: length) { buffer in
            var rest = number
            for index in stride(from: length - 1, through: 0, by: -1) {
                let digit = UInt8(rest % 36)
                buffer[index] = digit < 10 ? 0x30 + digit : 0x41 + digit - 10
                rest /= 36
            }
            return length
        }
    }
}
