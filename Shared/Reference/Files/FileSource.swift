import Formats
import Foundation

/// Reads the bytes of a file; a gzip file is decompressed, whatever its name.
enum FileSource {
    private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

    /// Reads all of a file.
    ///
    /// - Throws: `ReferenceError` when it cannot be read, or is no whole gzip file though its name says so.
    static func bytes(path: String) throws(ReferenceError) -> [UInt8] {
        let bytes = try self.raw(path)
        guard path.hasSuffix(".gz") || bytes.starts(with: self.gzipMagic), !bytes.isEmpty else { return bytes }
        do {
            return try Gzip.decompress(bytes)
        } catch {
            throw ReferenceError("\(path) cannot be read: \(error)")
        }
    }

    /// Reads the first bytes of a file, enough to hold its first line.
    static func beginning(path: String) throws(ReferenceError) -> [UInt8] {
        let count = 1 << 16
        let bytes = try self.raw(path, count: count)
        guard path.hasSuffix(".gz") || bytes.starts(with: self.gzipMagic), !bytes.isEmpty else { return bytes }
        do {
            return try Gzip.beginning(of: bytes, count: count)
        } catch {
            throw ReferenceError("\(path) cannot be read: \(error)")
        }
    }

    private static func raw(_ path: String, count: Int? = nil) throws(ReferenceError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            let data = try count.map { try handle.read(upToCount: $0) } ?? handle.readToEnd()
            return Array(data ?? Data())
        } catch {
            throw ReferenceError("\(path) is not there, or may not be read")
        }
    }
}
