@testable import Accounts
import Testing

@Suite("Passwords that may be taken")
struct PasswordTests {
    private static let rule = PasswordRule(words: ["marie.le-goff", "Marie Le Goff", "Saint-Avé", "Morbihan", "Plœmeur"])

    /// Why it is refused; nothing when it is taken.
    private static func fault(_ text: String) -> PasswordFault? {
        do throws(PasswordFault) {
            _ = try Password(text, following: self.rule)
            return nil
        } catch { return error }
    }

    @Test("Twelve to 128 characters are asked for, counted as Unicode's scalars after NFKC")
    func length() {
        #expect(Self.fault("") == .tooShort && Self.fault("z9&kd82hx!q") == .tooShort)
        #expect(Self.fault("z9&kd82hx!qw") == nil)
        let long = (0..<128).map { String("kq7vx2mzp9"["kq7vx2mzp9".index("kq7vx2mzp9".startIndex, offsetBy: ($0 * $0 + $0 / 7) % 10)]) }.joined()
        #expect(Self.fault(long) == nil)
        #expect(Self.fault(long + "a") == .tooLong)
        #expect(Self.fault(String(repeating: "k7", count: 10_000)) == .tooLong)
        // Twelve letters with as many accents apart are twelve characters once they are put together; eleven are too few.
        #expect(Self.fault("ze\u{301}u\u{300}a\u{302}i\u{308}o\u{302}kdqwxv") == nil)
        #expect(Self.fault("e\u{301}u\u{300}a\u{302}i\u{308}o\u{302}kdqwx") == .tooShort)
        // A ligature that NFKC takes apart counts as what it becomes: eighteen characters.
        #expect(TypedPassword("\u{FDFA}")?.text.unicodeScalars.count == 18)
    }

    @Test(
        "No character is refused",
        arguments: [
            "quatre mots sans lien", "кошка на крыше спит", "猫が屋根の上で眠っている夜", "🐈🐈‍⬛🏠🌙⭐️🌊⛵️🎣🐟🐠🦀", "tab\tand\0nul and bell\u{7}", "      lune      rousse",
            "<b>'\"; DROP--&amp;", "ﷺ and friends",
            "é-à-ô-ü-ç-ñ-ę",
        ])
    func characters(text: String) { #expect(Self.fault(text) == nil) }

    @Test("However the same text was typed, it is the same password")
    func normalised() {
        let forms = ["été à l'île d'Ouessant", "e\u{301}te\u{301} a\u{300} l'i\u{302}le d'Ouessant", "ｅ\u{301}té à l'île d'Ouessant"]
        #expect(Set(forms.compactMap { TypedPassword($0)?.bytes }).count == 1)
        #expect(TypedPassword("Été à l'île d'Ouessant") != TypedPassword(forms[0]))
    }

    @Test(
        "What many people have is refused, as it is or without case and the digits and signs at its end",
        arguments: [
            "motdepasse2020", "MotDePasse!!!!", "Password1234567", "azertyuiop2026!", "Marseille13!!", "1234567890123", "soleil 2020 !!!", "doudou123456789",
            "Mötdepasse2020",
        ])
    func frequent(text: String) { #expect(Self.fault(text) == .frequent) }

    @Test(
        "Words of the account, its place and Vigie are refused, accents and hyphens ignored",
        arguments: [
            "marie.le-goff", "Marie Le Goff", "MARIELEGOFF56", "legoffmarie2026", "Saint-Avé-2026!", "saint ave 1234", "SAINTAVE!!!!", "Morbihan5656!",
            "Morbihan-Vigie", "vigie-vigie-vigie", "Vigie20262026", "Ploemeur2026!", "PLŒMEUR 56270", "MarieSaintAvé", "Goff_Goff_Goff",
        ])
    func own(text: String) { #expect(Self.fault(text) == .ownWord) }

    @Test(
        "A word of the account among others is not refused", arguments: ["marie aime la mer", "vigie sous la pluie", "2026Morbihan-nord", "legoffre bien tout"])
    func among(text: String) { #expect(Self.fault(text) == nil) }

    @Test(
        "What repeats itself or follows the keys is refused",
        arguments: [
            "aaaaaaaaaaaa", "abababababab", "123123123123", "abcdabcdabcd", "zzzzzzzzzzzzz", "............", "234567890123", "098765432109", "abcdefghijkl",
            "mlkjhgfdsqpo", "azertyuiopqs", "qwertyuiopasd", "wxcvbnazertyu", "bonjourbonjour", "🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈",
        ])
    func pattern(text: String) { #expect(Self.fault(text) == .pattern || Self.fault(text) == .frequent, "\(String(describing: Self.fault(text)))") }

    @Test("A long unit that many people do not have may stand twice") func twice() { #expect(Self.fault("kx7vq2kx7vq2") == nil) }

    @Test("At sign-in only the length is looked at, and of what is much too long not even that", .timeLimit(.minutes(1)))
    func typed() {
        #expect(TypedPassword("") != nil && TypedPassword("123456") != nil)
        #expect(TypedPassword(String(repeating: "a", count: 128)) != nil && TypedPassword(String(repeating: "a", count: 129)) == nil)
        #expect(TypedPassword(String(repeating: "e\u{301}", count: 1_000_000)) == nil)
    }

    @Test("Codes of faults stay what they are")
    func codes() {
        #expect(PasswordFault.allCases.map(\.rawValue) == ["too-short", "too-long", "frequent", "own-word", "pattern"])
    }

    // MARK: The list

    @Test("The list is whole: every word is folded, and long enough or ends in a letter")
    func list() {
        #expect(FrequentPasswords.words.count == 25_654)
        for word in FrequentPasswords.words {
            let folded = FoldedText(word)
            if folded.text != word { Issue.record("\(word) is not folded") }
            if word.unicodeScalars.count < 12, folded.withoutTail.text != word { Issue.record("\(word) can never be looked up") }
        }
    }

    @Test("Judging the longest password takes no time that anybody notices")
    func quick() {
        let rule = PasswordRule(words: (0..<200).map { "commune\($0) sur mer" } + ["aaa", "aaaa", "aaaaa"])
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            for text in [String(repeating: "aaaaab", count: 21), String(repeating: "a", count: 127) + "b", String(repeating: "ab", count: 64)] {
                _ = try? Password(text, following: rule)
            }
        }
        #expect(elapsed < .seconds(2))
    }
}
