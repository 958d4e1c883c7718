extension Unicode.Scalar {
    /// Whether neither XML 1.0 nor Cairo refuses it: no control character, no noncharacter.
    var isDrawable: Bool {
        switch self.value {
        case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
        default: self.value & 0xFFFE != 0xFFFE
        }
    }
}

extension String {
    /// The same with what cannot be drawn replaced.
    var drawable: String {
        var text = ""
        for scalar in self.unicodeScalars { text.unicodeScalars.append(scalar.isDrawable ? scalar : "\u{FFFD}") }
        return text
    }
}
