extension Unicode.Scalar {
    /// Whether neither XML 1.0 nor Cairo refuses it: no control character, no noncharacter.
    var isDrawable: Bool {
        switch self.value {
        case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
        default: self.value & 0xFFFE != 0xFFFE
        }
    }
}
