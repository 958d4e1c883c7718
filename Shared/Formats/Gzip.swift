private import CZlib

/// Compresses bytes and decompresses them, as gzip has them (RFC 1952), and as PNG has them (zlib's frame, RFC 1950). No other file names zlib.
///
/// The only file that names zlib.
public enum Gzip {
    /// How bytes are framed; the values are zlib's window sizes, which choose the frame as well.
    private enum Frame: Int32 {
        case zlib = 15
        case gzip = 31
    }

    /// Compresses bytes into a gzip file.
    ///
    /// - Parameter level: 1 is fast, 9 is small.
    /// - Throws: `GzipError`, `noMemory`.
    public static func compress(_ bytes: [UInt8], level: Int32 = 4) throws(GzipError) -> [UInt8] {
        try self.deflated(bytes, .gzip, level: level, memory: 8)
    }

    /// Compresses bytes into zlib's frame.
    ///
    /// - Parameter level: 1 is fast, 9 is small.
    /// - Throws: `GzipError`, `noMemory`.
    public static func zlib(_ bytes: [UInt8], level: Int32 = 1) throws(GzipError) -> [UInt8] {
        try self.deflated(bytes, .zlib, level: level, memory: 9)
    }

    /// Undoes ``zlib(_:level:)``.
    ///
    /// - Throws: `GzipError` when the bytes are not whole, are damaged, or hold more than `limit`.
    public static func unzlib(_ bytes: [UInt8], limit: Int = 1 << 31) throws(GzipError) -> [UInt8] {
        try self.inflated(bytes, .zlib, limit: limit, isPrefixEnough: false)
    }

    /// Decompresses a gzip file, its members one after another.
    ///
    /// - Throws: `GzipError` when the file is no gzip file, is not whole, is damaged, or holds more than `limit` bytes.
    public static func decompress(_ bytes: [UInt8], limit: Int = 1 << 31) throws(GzipError) -> [UInt8] {
        try self.inflated(bytes, .gzip, limit: limit, isPrefixEnough: false)
    }

    /// Decompresses the beginning of a gzip file, at most so many bytes.
    ///
    /// - Throws: `GzipError` when the file does not begin as one, or is damaged before them.
    public static func beginning(of bytes: [UInt8], count: Int) throws(GzipError) -> [UInt8] {
        try self.inflated(bytes, .gzip, limit: count, isPrefixEnough: true)
    }

    /// Computes the CRC-32 of bytes (ITU-T V.42), which gzip and PNG check theirs by.
    public static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32(clamping: $0.count)) })
    }

    private static func deflated(_ bytes: [UInt8], _ frame: Frame, level: Int32, memory: Int32) throws(GzipError) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, level, Z_DEFLATED, frame.rawValue, memory, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            throw GzipError(.noMemory)
        }
        defer { deflateEnd(&stream) }
        guard bytes.count <= Int(UInt32.max) else { throw GzipError(.tooLarge) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var isWhole = false
        let output = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = output.count - Int(stream.avail_out)
            }
        }
        guard isWhole else { throw GzipError(.noMemory) }
        return output
    }

    private static func inflated(_ bytes: [UInt8], _ frame: Frame, limit: Int, isPrefixEnough: Bool) throws(GzipError) -> [UInt8] {
        guard bytes.count <= Int(UInt32.max) else { throw GzipError(.tooLarge) }
        guard frame == .zlib || bytes.starts(with: [0x1F, 0x8B]) else { throw GzipError(.notGzip) }
        var stream = z_stream()
        guard inflateInit2_(&stream, frame.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw GzipError(.noMemory) }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        let fault = bytes.withUnsafeBufferPointer { input -> GzipError? in
            var piece = [UInt8](repeating: 0, count: max(1, min(1 << 18, limit)))
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let (status, written) = piece.withUnsafeMutableBufferPointer { piece in
                    stream.next_out = piece.baseAddress
                    stream.avail_out = UInt32(clamping: piece.count)
                    return (inflate(&stream, Z_NO_FLUSH), piece.count - Int(stream.avail_out))
                }
                output += piece[..<written]
                if output.count > limit || (isPrefixEnough && output.count == limit) {
                    guard isPrefixEnough else { return GzipError(.tooLarge) }
                    output.removeLast(max(0, output.count - limit))
                    return nil
                }
                switch status {
                case Z_OK where stream.avail_in > 0 || written == piece.count: continue
                case Z_STREAM_END:
                    let rest = input.suffix(Int(stream.avail_in))
                    // Tapes padded their last block with zeros; and files may be put one behind the other.
                    if rest.allSatisfy({ $0 == 0 }) { return nil }
                    guard frame == .gzip, rest.starts(with: [0x1F, 0x8B]), inflateReset(&stream) == Z_OK else { return GzipError(.damaged) }
                case Z_OK, Z_BUF_ERROR: return isPrefixEnough ? nil : GzipError(.truncated)
                case Z_MEM_ERROR: return GzipError(.noMemory)
                default: return GzipError(.damaged)
                }
            }
        }
        if let fault { throw fault }
        return output
    }
}
