import Formats
import Foundation

/// The words of a PDF file that Cairo wrote, page by page, as far as tests need them: its streams opened, its strings read.
struct PDFText {
    /// In the order of pages.
    let pages: [String]
    /// How many page objects the file has.
    let pageCount: Int
    /// What draws the pages.
    let contents: [String]

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        self.pageCount = text.matches(of: /\/Type \/Page\b(?!s)/).count
        var contents: [String] = []
        for stream in Self.streams(of: bytes) {
            guard let plain = try? Gzip.unzlib(stream) else { continue }
            let content = String(String.UnicodeScalarView(plain.map { Unicode.Scalar($0) }))
            if content.contains("BT\n") { contents.append(content) }
        }
        self.contents = contents
        self.pages = contents.map { Self.words(in: $0) }
    }

    private static func streams(of bytes: [UInt8]) -> [[UInt8]] {
        let (begin, end) = (Array("stream\n".utf8), Array("\nendstream".utf8))
        var streams: [[UInt8]] = []
        var place = 0
        while let start = self.find(begin, in: bytes, from: place), let stop = self.find(end, in: bytes, from: start + begin.count) {
            streams.append(Array(bytes[(start + begin.count)..<stop]))
            place = stop + end.count
        }
        return streams
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start + pattern.count <= bytes.count else { return nil }
        return (start...(bytes.count - pattern.count)).first { place in
            bytes[place] == pattern[0] && bytes[place..<place + pattern.count].elementsEqual(pattern)
        }
    }

    /// The strings of a page, those of one line together; each byte is a character of Windows-1252.
    private static func words(in content: String) -> String {
        var lines: [String] = []
        // Behind a long string its operator stands in a line of its own.
        for line in content.replacing("\nTj", with: "Tj").replacing("\n]TJ", with: "]TJ").split(separator: "\n")
        where line.hasSuffix("TJ") || line.hasSuffix("Tj") {
            var bytes: [UInt8] = []
            var (isText, isEscaped, digits) = (false, false, "")
            for scalar in line.unicodeScalars {
                guard isText else {
                    if scalar == "(" { isText = true }
                    continue
                }
                if isEscaped {
                    if ("0"..."7").contains(scalar) {
                        digits.unicodeScalars.append(scalar)
                        if digits.count == 3 {
                            bytes.append(UInt8(digits, radix: 8) ?? 0x3F)
                            (isEscaped, digits) = (false, "")
                        }
                    } else {
                        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
                        isEscaped = false
                    }
                } else if scalar == "\\" {
                    isEscaped = true
                } else if scalar == ")" {
                    isText = false
                } else {
                    bytes.append(UInt8(truncatingIfNeeded: scalar.value))
                }
            }
            lines.append(String(data: Data(bytes), encoding: .windowsCP1252) ?? "")
        }
        return lines.joined(separator: "\n")
    }
}
