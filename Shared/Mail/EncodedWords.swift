import Foundation

/// Writes text of any language for a header (RFC 2047): plain where it is plain ASCII and short, else as words of base64 in UTF-8, each of at
/// most 75 characters, none of which parts a character.
enum EncodedWords {
    private static let (beginning, end) = ("=?utf-8?B?", "?=")
    /// The most bytes of a word: 75 characters less the frame leave 63 of base64, which are whole groups of four of 45 bytes.
    private static let bytesInWord = 45

    /// Writes a text behind what stands in the line already.
    ///
    /// - Parameter used: How many characters of the line stand before it.
    static func text(_ text: String, after used: Int) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        // What looks like an encoded word would be read as one.
        if isPlain, used + text.utf8.count <= 78, !text.contains("=?") { return text }
        var words: [[UInt8]] = [[]]
        for character in text {
            let bytes = Array(character.utf8)
            // Of a character that is longer than a word by itself, only scalars are kept whole.
            for part in bytes.count <= self.bytesInWord ? [bytes] : character.unicodeScalars.map({ Array(String($0).utf8) }) {
                if words[words.count - 1].count + part.count > self.bytesInWord { words.append([]) }
                words[words.count - 1] += part
            }
        }
        // A line's end and a space between two words are no part of the text.
        return words.map { "\(self.beginning)\(Data($0).base64EncodedString())\(self.end)" }.joined(separator: "\r\n ")
    }
}
