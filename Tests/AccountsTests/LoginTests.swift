import Accounts
import Mortality
import Testing

@Suite("What is known of a person")
struct LoginTests {
    @Test(
        "A login is read as typed, without spaces around it and in small letters",
        arguments: [
            ("Marie", "marie"), ("  marie.le-goff@vannes.bzh\t", "marie.le-goff@vannes.bzh"), ("a_1", "a_1"), ("1+1", "1+1"), ("\u{A0}abc\u{A0}", "abc"),
            (String(repeating: "Z", count: 64), String(repeating: "z", count: 64)),
        ])
    func login(typed: String, text: String) throws {
        let login = try Login(typed)
        #expect(login.text == text)
        #expect(try Login(login.text) == login)
    }

    @Test(
        "What is none is refused",
        arguments: [
            "", "ab", ".abc", "-abc", "@abc", "a b c", "marié", "abc\n", "abc\0", "İabc", "ａｂｃ", String(repeating: "a", count: 65), "a/b", "a'b", "a\u{200B}bc",
        ])
    func noLogin(typed: String) {
        #expect(throws: Rejection.self) { try Login(typed) }
    }

    @Test("Names, addresses and numbers are kept as they are, or refused")
    func draft() throws {
        let login = try Login("marie")
        let draft = try AccountDraft(login: login, name: "  Anne-Marie L’Hôpital ", email: " ", telephone: "+262 (0)262 40 77 77")
        #expect(draft.name == "Anne-Marie L’Hôpital" && draft.email == nil && draft.telephone == "+262 (0)262 40 77 77")
        for name in ["", "   ", "a\nb", "a\u{7}", String(repeating: "x", count: 101)] {
            #expect(throws: Rejection.self, "\(name)") { try AccountDraft(login: login, name: name) }
        }
        for email in ["marie", "marie@", "@vannes.fr", "marie@vannes", "m arie@vannes.fr", "a@b@c.fr", "a@.fr", "a@b.", "a@b.fr\n"] {
            #expect(throws: Rejection.self, "\(email)") { try AccountDraft(login: login, name: "x", email: email) }
        }
        for telephone in ["1", "call me", "02 97\n00", String(repeating: "1", count: 33)] {
            #expect(throws: Rejection.self, "\(telephone)") { try AccountDraft(login: login, name: "x", telephone: telephone) }
        }
    }
}
