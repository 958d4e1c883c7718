/// Finds the French of an English text, as gettext does: the English is the key, and `*` in it stands for what differs from case to case.
struct Translation: Sendable {
    /// Tells a part that differs in French; it returns the part as it is when that needs no other words.
    typealias Retelling = @Sendable (String) -> String

    private struct Pattern {
        /// The text before, between and behind the parts that differ.
        let literals: [String]
        /// The French text, with `$1`, `$2` and so on where those parts go.
        let french: String

        init(english: String, french: String) {
            self.literals = english.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
            self.french = french
        }

        /// Returns the parts that differ, each as short as can be; `nil` when the text is not of this pattern.
        func parts(of text: String) -> [String]? {
            guard let first = self.literals.first, let last = self.literals.last, self.literals.count > 1, text.hasPrefix(first) else { return nil }
            var rest = text.dropFirst(first.count)
            var parts: [String] = []
            for literal in self.literals.dropFirst().dropLast() {
                guard let range = rest.firstRange(of: literal) else { return nil }
                parts.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
            guard rest.hasSuffix(last) else { return nil }
            parts.append(String(rest.dropLast(last.count)))
            return parts
        }
    }

    private var texts: [String: String] = [:]
    private var patterns: [Pattern] = []

    /// Makes a catalogue.
    ///
    /// - Parameter entries: English and French; of several patterns that fit, the first counts.
    init(_ entries: KeyValuePairs<String, String>) {
        for (english, french) in entries {
            if english.contains("*") { self.patterns.append(Pattern(english: english, french: french)) } else { self.texts[english] = french }
        }
    }

    /// Returns the French of a text; `nil` when the catalogue does not have it.
    func french(_ text: String, retelling: Retelling) -> String? {
        if let french = self.texts[text] { return french }
        for pattern in self.patterns {
            guard let parts = pattern.parts(of: text) else { continue }
            var french = ""
            var rest = pattern.french[...]
            while let mark = rest.firstIndex(of: "$"), rest.index(after: mark) < rest.endIndex {
                let digit = rest.index(after: mark)
                french += rest[..<mark]
                if let number = rest[digit].wholeNumberValue, parts.indices.contains(number - 1) {
                    // What stands in quotes is somebody else's word, told as it was written.
                    french += rest[..<mark].hasSuffix("« ") ? parts[number - 1] : retelling(parts[number - 1])
                }
                rest = rest[rest.index(after: digit)...]
            }
            return french + rest
        }
        return nil
    }
}
