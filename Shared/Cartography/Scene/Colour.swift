/// A colour of a screen, sRGB.
public struct Colour: Hashable, Sendable, CustomStringConvertible {
    /// The red part, 0 to 255.
    public let red: UInt8
    /// The green part, 0 to 255.
    public let green: UInt8
    /// The blue part, 0 to 255.
    public let blue: UInt8

    /// Takes a colour written `0xRRGGBB`.
    public init(_ hexadecimal: UInt32) {
        self.red = UInt8(truncatingIfNeeded: hexadecimal >> 16)
        self.green = UInt8(truncatingIfNeeded: hexadecimal >> 8)
        self.blue = UInt8(truncatingIfNeeded: hexadecimal)
    }

    /// The colour as `#rrggbb`.
    public var description: String {
        let digits = Array("0123456789abcdef")
        return [self.red, self.green, self.blue].reduce(into: "#") { text, part in
            text.append(digits[Int(part >> 4)])
            text.append(digits[Int(part & 15)])
        }
    }

    /// White, the colour of paper.
    public static let white = Colour(0xFFFFFF)
    /// The grey of titles in the design system of the State (DSFR).
    static let title = Colour(0x161616)
    /// The grey of texts, likewise.
    static let text = Colour(0x3A3A3A)
    /// The grey of mentions, likewise.
    static let mention = Colour(0x666666)
    /// The grey of lines, likewise.
    static let line = Colour(0xDDDDDD)
}
