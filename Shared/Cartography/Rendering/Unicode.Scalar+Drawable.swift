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
