import CQRencode
import Glibc

/// A QR code (ISO/IEC 18004) of a short text: the address that an authenticator application reads from the screen. The only file that
/// names libqrencode.
///
/// Drawing one is arithmetic on a few kilobytes, done in less than a millisecond, with nothing to wait for; it may be done on
/// Swift's pool.
public struct QRCode: Hashable, Sendable {
    /// The text cannot be drawn: it is empty or longer than 512 bytes, or there is no memory.
    public struct Fault: Error, Hashable, Sendable {}

    /// How many light modules the standard asks for around the code.
    public static let quietZone = 4
    /// The longest text in bytes: more needs modules so small that screens and cameras begin to fail.
    public static let longest = 512

    /// How many modules a side has, without the quiet zone.
    public let side: Int
    private let dark: [Bool]

    /// Draws a text, so that a seventh of the code may be unreadable (error correction level M).
    ///
    /// - Throws: `Fault`.
    public init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        guard (1...Self.longest).contains(bytes.count), let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw Fault()
        }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard side > 0, let data = code.pointee.data else { throw Fault() }
        self.side = side
        // The lowest bit of each byte is the module's; the others say what it is part of.
        self.dark = UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark; those outside are not.
    public func isDark(row: Int, column: Int) -> Bool {
        (0..<self.side).contains(row) && (0..<self.side).contains(column) && self.dark[row * self.side + column]
    }

    /// The side of the whole picture in modules, quiet zone included: for `viewBox="0 0 width width"`.
    public var width: Int { self.side + 2 * Self.quietZone }

    /// The dark modules as the `d` of an SVG path, one unit a module, quiet zone included. Draw it dark on a light ground also where
    /// the page is dark: many cameras do not read it otherwise.
    public var path: String {
        var path = ""
        for row in 0..<self.side {
            var column = 0
            while column < self.side {
                let end = (column..<self.side).first { !self.isDark(row: row, column: $0) } ?? self.side
                if end > column {
                    path += "M\(column + Self.quietZone) \(row + Self.quietZone)h\(end - column)v1h-\(end - column)z"
                }
                column = max(end, column + 1)
            }
        }
        return path
    }
}
