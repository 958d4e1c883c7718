/// Reads lists of words that mean the same.
enum WordList {
    /// Maps each word to what it means. Words are parted by spaces or ends of lines.
    static func byWord<Meaning>(_ words: [Meaning: String]) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for (meaning, list) in words {
            for word in list.split(whereSeparator: \.isWhitespace) { meanings[String(word)] = meaning }
        }
        return meanings
    }
}
