/// What a person's password must not be. Nothing is asked of its characters: what counts is that it is long and that nobody else guesses it.
public struct PasswordRule: Sendable {
    /// Words that whoever attacks the account tries first, folded to letters and digits.
    private let ownWords: Set<String>

    /// - Parameter words: What the account is called: its login and its name; the names of its communes and of their departments.
    ///   Vigie's own name is always among them.
    public init(words: [String]) {
        self.ownWords = (words + ["vigie"]).reduce(into: []) { $0.formUnion(Self.words(of: $1)) }
    }

    /// Why a password in normal form and of a right length is refused; `nil` when it is not.
    func fault(of text: String) -> PasswordFault? {
        let folded = FoldedText(text)
        if self.isMadeOfOwnWords(folded.withoutTail.lettersAndDigits) { return .ownWord }
        if FrequentPasswords.contain(folded.text) || FrequentPasswords.contain(folded.withoutTail.text) { return .frequent }
        if let unit = folded.repeatedUnit {
            // Few characters over and over, or twice the same word that many people have.
            if unit.unicodeScalars.count <= 4 || FrequentPasswords.contain(FoldedText(unit).withoutTail.text) { return .pattern }
        }
        return folded.isRunOfKeys ? .pattern : nil
    }

    /// Splits a text into its parts, and returns each alone and joined with those that follow it, where that has three letters or more: `Jean
    /// Le Gal` gives jean, jeanle, jeanlegal, legal and gal.
    private static func words(of text: String) -> Set<String> {
        let parts = FoldedText(text).text.split { !$0.isLetter && !$0.isNumber }.prefix(self.mostParts)
        let runs = parts.indices.flatMap { start in (start..<parts.endIndex).map { FoldedText(parts[start...$0].joined()) } }
        return Set(runs.flatMap { [$0.text, $0.withoutTail.text] }.filter { $0.unicodeScalars.count >= 3 })
    }

    /// How many parts of a name are looked at; the longest name of a commune has nine.
    private static let mostParts = 12

    /// Whether a text is one of the words, or several of them in a row.
    private func isMadeOfOwnWords(_ text: String) -> Bool {
        let characters = Array(text)
        guard !characters.isEmpty else { return false }
        // Whether the first so many characters are made of words.
        var isMade = [true] + Array(repeating: false, count: characters.count)
        for end in 1...characters.count {
            isMade[end] = (0..<end).contains { isMade[$0] && self.ownWords.contains(String(characters[$0..<end])) }
        }
        return isMade[characters.count]
    }
}
