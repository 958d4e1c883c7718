/// A code that is told on the telephone and typed by hand: 12 characters in three groups, `7KQ4-XR2C-9D2J`.
///
/// **Alphabet.** 24 characters, `2 3 4 5 6 7 8 9 A C D F G H J K N P Q R W X Y Z`. Left out because they look alike: 0 and O; 1, I
/// and L; B, which looks like 8; S, which looks like 5; U, which looks like V. Left out because in French they sound like one that
/// stays: M (« emme », N), S (« esse », F), B, T and V (« bé », « té », « vé », with D and P), E (« e », 2), U (« u », Q). What was
/// left out is not read as something else: the typed character may come from the eye or from the ear.
///
/// **Check.** With the values 0 to 23 of the characters and the weights 12 to 1, the sum is a multiple of 29. As 29 is prime and no
/// weight nor difference of weights is a multiple of it, every single wrong character and every swap of two different characters,
/// neighbours or not, is caught.
///
/// **Size.** Not every beginning has a check character among the 24, so codes are drawn until there is one: 1.26 × 10^15 codes,
/// 50.16 bits.
struct SpokenCode: Hashable, Sendable {
    static let alphabet = Array("23456789ACDFGHJKNPQRWXYZ".utf8)
    static let length = 12
    static let modulus = 29

    /// The places of the characters in the alphabet; their weighted sum is a multiple of the modulus.
    private let values: [Int]

    /// Draws a code; each is as likely as any other.
    init() {
        var random = SystemRandomNumberGenerator()
        self.init(using: &random)
    }

    init(using random: inout some RandomNumberGenerator) {
        while true {
            let beginning = (1..<Self.length).map { _ in Int.random(in: 0..<Self.alphabet.count, using: &random) }
            let check = (Self.modulus - Self.sum(beginning) % Self.modulus) % Self.modulus
            guard check < Self.alphabet.count else { continue }
            self.values = beginning + [check]
            return
        }
    }

    /// Reads what somebody typed: in any case, with any spaces, hyphens and points.
    init(_ typed: String) throws(SpokenCodeFault) {
        // What is much too long is not looked at.
        guard typed.utf8.count <= 200 else { throw .length }
        let characters = typed.unicodeScalars.filter { scalar in
            let isSpace = scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
            return !isSpace && !scalar.properties.isDash && scalar != "." && scalar != "_"
        }
        var values: [Int] = []
        for scalar in characters {
            guard scalar.isASCII, let value = Self.alphabet.firstIndex(of: Self.upper(UInt8(scalar.value))) else { throw .character }
            values.append(value)
        }
        guard values.count == Self.length else { throw .length }
        guard Self.sum(values) % Self.modulus == 0 else { throw .check }
        self.values = values
    }

    /// The twelve characters without hyphens, whose HMAC is stored.
    var characters: [UInt8] { self.values.map { Self.alphabet[$0] } }

    /// The code in three groups of four characters, with hyphens between.
    var text: String {
        let text = String(decoding: self.characters, as: UTF8.self)
        return [text.prefix(4), text.dropFirst(4).prefix(4), text.suffix(4)].joined(separator: "-")
    }

    private static func sum(_ values: [Int]) -> Int {
        values.enumerated().reduce(0) { $0 + (self.length - $1.offset) * $1.element }
    }

    private static func upper(_ character: UInt8) -> UInt8 { (0x61...0x7A).contains(character) ? character - 0x20 : character }
}

/// Why what somebody typed is no code. It does not tell whether a code was ever given.
public enum SpokenCodeFault: String, Error, CaseIterable, Hashable, Sendable {
    /// It has more or fewer than twelve characters.
    case length = "wrong-length"
    /// It has a character that no code has, such as 0, O, 1, I or B.
    case character = "strange-character"
    /// A character is wrong, or two were swapped.
    case check = "mistyped"
}
