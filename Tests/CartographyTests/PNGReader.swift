import Formats
import Testing

/// Reads the PNG files that we write, so that tests see what a viewer would: rows without filter, RGB or indexed.
struct PNGReader {
    let width: Int
    let height: Int
    let isIndexed: Bool
    /// `0xRRGGBB`, row by row.
    private(set) var pixels: [UInt32] = []

    init(_ file: [UInt8]) throws {
        let number = { (place: Int) in file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        try #require(file.count > 57 && file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        var chunks: [String: [UInt8]] = [:]
        var place = 8
        while place + 12 <= file.count {
            let length = number(place)
            try #require(place + 12 + length <= file.count)
            let body = Array(file[place + 4..<place + 8 + length])
            #expect(Int(Gzip.checksum(body[...])) == number(place + 8 + length))
            chunks[String(decoding: body.prefix(4), as: UTF8.self), default: []] += body.dropFirst(4)
            place += 12 + length
        }
        #expect(place == file.count)
        let header = try #require(chunks["IHDR"])
        self.width = number(16)
        self.height = number(20)
        try #require(header[8] == 8 && (header[9] == 2 || header[9] == 3) && header.suffix(3) == [0, 0, 0])
        self.isIndexed = header[9] == 3
        let bytes = self.isIndexed ? 1 : 3
        let rows = try Gzip.unzlib(try #require(chunks["IDAT"]))
        try #require(rows.count == (self.width * bytes + 1) * self.height)
        let palette = chunks["PLTE"] ?? []
        for row in 0..<self.height {
            let start = row * (self.width * bytes + 1)
            try #require(rows[start] == 0)
            for column in 0..<self.width {
                let here = start + 1 + column * bytes
                let (source, first) = self.isIndexed ? (palette, Int(rows[here]) * 3) : (rows, here)
                guard first + 2 < source.count else { throw PNGWriterTests.OutsideOfPalette() }
                self.pixels.append(UInt32(source[first]) << 16 | UInt32(source[first + 1]) << 8 | UInt32(source[first + 2]))
            }
        }
    }
}
