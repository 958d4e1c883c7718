/// Builds XML 1.0 text, so that no name, however odd, can break out of its place.
struct XMLText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { self.bytes.reserveCapacity(capacity) }

    /// Appends markup that we wrote.
    mutating func append(_ markup: String) { self.bytes.append(contentsOf: markup.utf8) }

    /// Appends text from outside, as content or within double quotes.
    mutating func append(escaping text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": self.append("&amp;")
            case "<": self.append("&lt;")
            case ">": self.append("&gt;")
            case "\"": self.append("&quot;")
            case "'": self.append("&#39;")
            case "\t", "\n", "\r": self.append(" ")
            // What XML 1.0 does not admit, even escaped.
            case _ where !scalar.isDrawable: self.append("\u{FFFD}")
            default: self.bytes.append(contentsOf: UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Appends a length to the tenth of a pixel.
    mutating func append(_ length: Double) { self.append(tenths: Self.tenths(length)) }

    mutating func append(tenths: Int) {
        if tenths < 0 { self.bytes.append(UInt8(ascii: "-")) }
        let (whole, tenth) = (tenths.magnitude / 10, tenths.magnitude % 10)
        if whole > 0 || tenth == 0 { self.append(String(whole)) }
        if tenth > 0 {
            self.bytes.append(UInt8(ascii: "."))
            self.bytes.append(UInt8(ascii: "0") + UInt8(tenth))
        }
    }

    /// Appends the commands of a closed or open line, each point as a step from the one before.
    mutating func append(line: [ScreenPoint], isClosed: Bool) {
        var (x, y) = (0, 0)
        for (index, point) in line.enumerated() {
            let (nextX, nextY) = (Self.tenths(point.x), Self.tenths(point.y))
            let step = (x: nextX - x, y: nextY - y)
            if index > 0, step == (0, 0) { continue }
            (x, y) = (nextX, nextY)
            self.bytes.append(UInt8(ascii: index == 0 ? "M" : "l"))
            self.append(tenths: step.x)
            if step.y >= 0 { self.bytes.append(UInt8(ascii: " ")) }
            self.append(tenths: step.y)
        }
        if isClosed, !line.isEmpty { self.bytes.append(UInt8(ascii: "z")) }
    }

    private static func tenths(_ length: Double) -> Int { length.magnitude < 1e6 ? Int((length * 10).rounded()) : 0 }
}

extension Unicode.Scalar {
    /// Whether both XML 1.0 and Cairo accept it: it is no control character and no noncharacter.
    var isDrawable: Bool {
        switch self.value {
        case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
        default: self.value & 0xFFFE != 0xFFFE
        }
    }
}

extension String {
    /// The text with what cannot be drawn replaced.
    var drawable: String {
        var text = ""
        for scalar in self.unicodeScalars { text.unicodeScalars.append(scalar.isDrawable ? scalar : "\u{FFFD}") }
        return text
    }
}
