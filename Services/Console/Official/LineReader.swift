/// The lines of a file, compressed or not, without their ends.
final class LineReader {
    private let source: FileSource
    private var buffer: [UInt8] = []
    private var position = 0

    init(path: String) throws(ConsoleError) { self.source = try FileSource(path: path) }

    /// The next line, or nil at the end.
    func next() throws(ConsoleError) -> String? {
        var searched = self.position
        while true {
            if let end = self.buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { self.position = end + 1 }
                return try self.text(self.buffer[self.position..<end])
            }
            searched = self.buffer.count - self.position
            self.buffer.removeFirst(self.position)
            self.position = 0
            guard let more = try self.source.read() else {
                guard !self.buffer.isEmpty else { return nil }
                defer { self.buffer = [] }
                return try self.text(self.buffer[...])
            }
            self.buffer += more
        }
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(ConsoleError) -> String {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ConsoleError("\(self.source.path) is not UTF-8") }
        return text
    }
}
