/// Writes a text as a JSON string (RFC 8259, section 7).
public enum JSONText {
    /// Returns the text in quotes and escaped, on one line.
    public static func quote(_ text: String) -> String {
        if text.utf8.allSatisfy(self.isPlain) { return "\"" + text + "\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
                quoted += "\\u" + Hex.text(UInt16(truncatingIfNeeded: scalar.value))
            default:
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Tells whether a byte of UTF-8 stands for itself; those of U+2028 and U+2029, which do not, begin with 0xE2.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && byte != 0xE2
    }
}
