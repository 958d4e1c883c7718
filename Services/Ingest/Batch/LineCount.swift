/// Counts the lines of a text that comes in parts; they end with CRLF, LF or CR.
struct LineCount: Hashable, Sendable {
    private var ends = 0
    private var last: UInt8 = 0x0A

    /// The number of lines so far, an unfinished one included.
    var count: Int { self.ends + (self.last == 0x0A || self.last == 0x0D ? 0 : 1) }

    mutating func take(_ part: UnsafeRawBufferPointer) {
        var ends = 0
        var last = self.last
        for byte in part {
            if byte == 0x0D || byte == 0x0A && last != 0x0D { ends += 1 }
            last = byte
        }
        self.ends += ends
        self.last = last
    }
}
