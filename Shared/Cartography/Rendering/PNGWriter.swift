import Formats

/// Writes PNG files (W3C Portable Network Graphics, third edition): 8 bits a channel without transparency, or an index into
/// a palette when 256 colours are enough.
///
/// Flat colours compress well as they are, so rows are not filtered, and zlib's quickest level takes a fifth of the time
/// that Cairo's own writer needs, for files that are smaller.
enum PNGWriter {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Writes the file of a picture whose pixels are `0xFFRRGGBB`, row by row.
    ///
    /// - Throws: `PictureError` when there is no memory for it.
    static func file(_ pixels: [UInt32], size: PictureSize) throws(PictureError) -> [UInt8] {
        let indexed = IndexedPixels(pixels)
        var header = Self.bigEndian(UInt32(size.width)) + Self.bigEndian(UInt32(size.height))
        header += [8, indexed == nil ? 2 : 3, 0, 0, 0]
        let rows = indexed.map { Self.rows($0.indices, width: size.width) } ?? Self.rows(pixels, width: size.width)
        let data = try Self.deflated(rows)
        var file = Self.signature
        file.reserveCapacity(data.count + 1_200)
        Self.append("IHDR", header, to: &file)
        if let indexed {
            Self.append("PLTE", indexed.palette.flatMap { [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }, to: &file)
        }
        Self.append("IDAT", data, to: &file)
        Self.append("IEND", [], to: &file)
        return file
    }

    /// Writes rows as the file has them: a byte that says how the row is filtered, then its pixels.
    private static func rows(_ pixels: [UInt32], width: Int) -> [UInt8] {
        let height = pixels.count / max(width, 1)
        return [UInt8](unsafeUninitializedCapacity: height * (width * 3 + 1)) { bytes, count in
            var place = 0
            for row in 0..<height {
                bytes[place] = 0
                place += 1
                for pixel in pixels[row * width..<(row + 1) * width] {
                    bytes[place] = UInt8(truncatingIfNeeded: pixel >> 16)
                    bytes[place + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                    bytes[place + 2] = UInt8(truncatingIfNeeded: pixel)
                    place += 3
                }
            }
            count = place
        }
    }

    private static func rows(_ indices: [UInt8], width: Int) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(indices.count + indices.count / max(width, 1))
        for start in stride(from: 0, to: indices.count, by: max(width, 1)) {
            rows.append(0)
            rows += indices[start..<min(start + width, indices.count)]
        }
        return rows
    }

    private static func deflated(_ bytes: [UInt8]) throws(PictureError) -> [UInt8] {
        do {
            return try Gzip.zlib(bytes)
        } catch {
            throw PictureError(reason: error.description)
        }
    }

    /// Appends a chunk: its length, its type, its bytes, and the checksum of the last two.
    private static func append(_ type: String, _ bytes: [UInt8], to file: inout [UInt8]) {
        file += Self.bigEndian(UInt32(clamping: bytes.count))
        let start = file.count
        file += type.utf8
        file += bytes
        file += Self.bigEndian(Gzip.checksum(file[start...]))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
    }
}
