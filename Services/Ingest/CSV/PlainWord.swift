/// A word as a person may write it, brought to one form: « Date du décès », `date_du_deces` and `DATE DU DECES` are the same.
enum PlainWord {
    /// Letters without accents and in lower case, and digits; nothing else.
    static func fold(_ text: String) -> String {
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
            default: break
            }
        }
        return plain
    }
}
