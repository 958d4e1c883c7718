/// Tells how wide words are in DejaVu Sans, the face that every Debian has. The widths are known here, so that a sheet is laid out alike for
/// every renderer and without asking a library.
enum FontMetrics {
    /// The advance widths of U+0020 to U+007E in 2,048ths of the size, from the font's `hmtx` table (version 2.37).
    private static let regular: [Int16] = [
        651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303,
        1303, 1303, 690, 690, 1716, 1716, 1716, 1087, 2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532,
        1612, 1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024, 1024, 1255, 1300, 1126, 1300, 1260,
        721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253, 1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303,
        1716,
    ]
    private static let bold: [Int16] = [
        713, 934, 1067, 1716, 1425, 2052, 1786, 627, 936, 936, 1071, 1716, 778, 850, 778, 748, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425,
        1425, 1425, 819, 819, 1716, 1716, 1716, 1188, 2048, 1585, 1561, 1503, 1700, 1399, 1399, 1681, 1714, 762, 762, 1587, 1305, 2038, 1714,
        1741, 1501, 1741, 1577, 1475, 1397, 1663, 1585, 2259, 1579, 1483, 1485, 936, 748, 936, 1716, 1024, 1024, 1382, 1466, 1214, 1466, 1389,
        891, 1466, 1458, 702, 702, 1362, 702, 2134, 1458, 1407, 1466, 1466, 1010, 1219, 979, 1458, 1335, 1892, 1321, 1335, 1192, 1458, 748,
        1458, 1716,
    ]

    /// Returns the width of a line of text, in the unit of its size.
    static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
        let table = isBold ? Self.bold : Self.regular
        return text.unicodeScalars.reduce(0.0) { $0 + Double(Self.advance(of: $1, in: table)) } * size / 2_048
    }

    /// Breaks a text into lines no wider than `width`, at spaces. A word that is too wide has a line to itself.
    static func lines(of text: String, size: Double, isBold: Bool = false, within width: Double) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, Self.width(of: "\(last) \(word)", size: size, isBold: isBold) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    private static func advance(of scalar: Unicode.Scalar, in table: [Int16]) -> Int16 {
        switch scalar.value {
        case 0x20...0x7E: table[Int(scalar.value) - 0x20]
        case 0xA0: table[0]
        case 0x202F: 409
        case 0x300...0x36F: 0
        case 0x152, 0x153, 0x2014: 2_200
        case 0x2019, 0xB7: table[0]
        case 0xC0...0xDE: table[0x45 - 0x20] + 200
        // Accented small letters, most of them on e or a.
        case 0xDF...0xFF: table[0x65 - 0x20]
        default: 1_500
        }
    }
}
