/// Brings a word that a person may write in several ways into one form: « Date du décès », `date_du_deces` and `DATE DU DECES` become the same.
public enum PlainWord {
    /// The words that carry no meaning in the name of a column or a value: « nombre de décès » is « nombre décès ».
    private static let fillers: Set<String> = [
        "de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "en", "un", "une", "et", "ou", "sur", "dans", "chez", "par",
    ]

    /// Returns the letters of a text, without accents and in lower case, and its digits; nothing else.
    public static func fold(_ text: String) -> String { self.letters(text).filter { $0 != " " } }

    /// Returns the words of a text, each folded, without those that carry no meaning. A word ends at whatever is no letter or digit, and where
    /// a capital follows a small letter: `nbDeces` is « nb décès ».
    public static func words(_ text: String) -> [String] {
        var parted = ""
        var wasSmall = false
        for character in text {
            if wasSmall, character.isUppercase { parted.append(" ") }
            wasSmall = character.isLowercase
            parted.append(character)
        }
        let words = self.letters(parted).split(separator: " ").map(String.init)
        return words.filter { !self.fillers.contains($0) }
    }

    /// Returns the text folded, with a space for whatever is no letter or digit.
    private static func letters(_ text: String) -> String {
        var plain = ""
        for character in text.lowercased() {
            switch character {
            case "a"..."z" where character.isASCII, "0"..."9" where character.isASCII: plain.append(character)
            case "à", "â", "ä": plain.append("a")
            case "é", "è", "ê", "ë": plain.append("e")
            case "î", "ï": plain.append("i")
            case "ô", "ö": plain.append("o")
            case "ù", "û", "ü": plain.append("u")
            case "ç": plain.append("c")
            case "œ": plain.append("oe")
            case "æ": plain.append("ae")
            default: plain.append(" ")
            }
        }
        return plain
    }
}
