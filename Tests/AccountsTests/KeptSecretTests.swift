@testable import Accounts
import Testing

@Suite("Secrets stay out of logs")
struct KeptSecretTests {
    @Test("Describing, dumping and mirroring tell nothing")
    func silent() throws {
        let secret = PortalSecret()
        let account = AccountID()
        let password = try Password("quatre mots sans lien", following: PasswordRule(words: []))
        let session = SessionToken()
        let secrets: [(any KeptSecret, String)] = [
            (secret, secret.hexadecimal), (InvitationCode(), ""), (RecoveryCode(), ""), (TOTPSecret(), ""), (session, session.text),
            (FormToken(for: session.reference, under: secret), FormToken(for: session.reference, under: secret).text),
            (DeviceMark(for: account, at: 0, under: secret), ""), (DeviceMarks(cookie: nil).marking(account, at: 0, under: secret), ""),
            (password, "quatre"), (password.typed, "quatre"), (PasswordHash.ofNobody(), "argon2id"), (SignInThrottle.Name(typed: "marie"), "marie"),
        ]
        for (value, told) in secrets {
            var dumped = ""
            dump(value, to: &dumped)
            let said = ["\(value)", String(reflecting: value), dumped, "\([value])", "\(Optional.some(value) as Any)"]
            for text in said {
                #expect(text.contains("(…)") && text.utf8.count < 80, "\(text)")
                if !told.isEmpty { #expect(!text.contains(told)) }
            }
        }
    }
}
