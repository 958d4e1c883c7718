@testable import Accounts
import Testing

@Suite("Texts as passwords are compared")
struct FoldedTextTests {
    @Test(
        "Case and accents do not matter",
        arguments: [
            ("Été", "ete"), ("PLŒMEUR", "ploemeur"), ("Saint-Avé", "saint-ave"), ("ﬁn", "fin"), ("Ｖigie", "vigie"), ("Ç", "c"), ("ÆØ", "aeø"), ("", ""),
        ])
    func folded(text: String, expected: String) { #expect(FoldedText(text).text == expected) }

    @Test(
        "The digits and signs at the end are cut, and nothing else",
        arguments: [("vigie2026!", "vigie"), ("2026vigie", "2026vigie"), ("a1b2", "a1b"), ("123", ""), ("", ""), ("мир-3", "мир"), ("猫!", "猫")])
    func tail(text: String, expected: String) { #expect(FoldedText(text).withoutTail.text == expected) }

    @Test("Only letters and digits are left", arguments: [("saint-avé 56", "saintave56"), ("a.b_c", "abc"), ("!!", ""), ("½", "12")])
    func letters(text: String, expected: String) { #expect(FoldedText(text).lettersAndDigits == expected) }

    @Test(
        "What repeats is found, the last time cut or not",
        arguments: [("abcabcab", "abc"), ("aa", "a"), ("abab", "ab"), ("abcabd", nil), ("a", nil), ("", nil), ("abcdeabc", nil), ("éeéeée", "e")]
            as [(String, String?)])
    func repeated(text: String, expected: String?) { #expect(FoldedText(text).repeatedUnit == expected) }
}
