import Foundation

/// A text in the form in which passwords are compared: without case and accents, so that `Plœmeur` and `PLOEMEUR` are one.
struct FoldedText: Hashable {
    let text: String

    init(_ text: String) {
        let lower = text.precomposedStringWithCompatibilityMapping.lowercased()
            .replacing("œ", with: "oe").replacing("æ", with: "ae")
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: lower.decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark })
        self.text = String(folded)
    }

    private init(folded: String) { self.text = folded }

    /// The text up to its last letter, without the digits and signs at its end.
    var withoutTail: FoldedText {
        guard let last = self.text.unicodeScalars.lastIndex(where: \.properties.isAlphabetic) else { return FoldedText(folded: "") }
        return FoldedText(folded: String(self.text.unicodeScalars[...last]))
    }

    /// The text without spaces, hyphens and other signs.
    var lettersAndDigits: String {
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: self.text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        return String(kept)
    }

    /// The unit that the text repeats from its beginning to its end, the last time perhaps cut: `abcabcab` repeats `abc`.
    var repeatedUnit: String? {
        let scalars = Array(self.text.unicodeScalars)
        guard scalars.count >= 2 else { return nil }
        guard
            let length = (1...scalars.count / 2).first(where: { length in
                (length..<scalars.count).allSatisfy { scalars[$0] == scalars[$0 - length] }
            })
        else { return nil }
        var unit = String.UnicodeScalarView()
        unit.append(contentsOf: scalars[..<length])
        return String(unit)
    }

    /// Whether the text runs along the digits, the alphabet or the rows of a keyboard, forwards or backwards: `234567890123`, `azertyuiopqs`.
    var isRunOfKeys: Bool {
        let backwards = String(self.text.reversed())
        return Self.runs.contains { $0.contains(self.text) || $0.contains(backwards) }
    }

    /// The digits, the alphabet and the rows of keyboards, each repeated until it is as long as the longest password.
    private static let runs: [String] = [
        "0123456789", "abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
    ].map { run in String(repeating: run, count: TypedPassword.longest / run.count + 2) }
}
