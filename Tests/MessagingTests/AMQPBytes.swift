/// The encoding of AMQP 0-9-1, for tests that write frames by hand.
enum AMQPBytes {
    static func short(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
    static func long(_ number: UInt32) -> [UInt8] { short(UInt16(number >> 16)) + short(UInt16(number & 0xFFFF)) }
    static func longLong(_ number: UInt64) -> [UInt8] { long(UInt32(number >> 32)) + long(UInt32(number & 0xFFFF_FFFF)) }
    static func shortText(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
    static func longText(_ text: String) -> [UInt8] { long(UInt32(text.utf8.count)) + Array(text.utf8) }

    /// A table of encoded entries.
    static func table(_ entries: [UInt8]) -> [UInt8] { long(UInt32(entries.count)) + entries }

    /// A table in a table in a table…: seven bytes a level.
    static func nested(_ depth: Int) -> [UInt8] {
        // Innermost last; each level announces how much follows.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(depth * 7 + 4)
        for level in 0..<depth {
            bytes += long(UInt32((depth - level) * 7))
            bytes += shortText("a") + [UInt8(ascii: "F")]
        }
        return bytes + long(0)
    }

    static func frame(_ type: UInt8, _ channel: UInt16, _ payload: [UInt8]) -> [UInt8] {
        [type] + short(channel) + long(UInt32(payload.count)) + payload + [0xCE]
    }

    /// `basic.deliver`.
    static func deliver(tag: UInt64) -> [UInt8] {
        frame(1, 1, short(60) + short(60) + shortText("c") + longLong(tag) + [0] + shortText("e") + shortText("k"))
    }

    /// A content header with headers and nothing else.
    static func header(size: UInt64, headers: [UInt8], classID: UInt16 = 60) -> [UInt8] {
        frame(2, 1, short(classID) + short(0) + longLong(size) + short(0x2000) + headers)
    }

    static func body(_ bytes: [UInt8]) -> [UInt8] { frame(3, 1, bytes) }

    /// `basic.ack` to a publisher.
    static func ack(_ tag: UInt64, multiple: Bool = false) -> [UInt8] {
        frame(1, 1, short(60) + short(80) + longLong(tag) + [multiple ? 1 : 0])
    }
}
