import Accounts
import Testing

@Suite("Invitation codes")
struct InvitationCodeTests {
    @Test("What is stored depends on the code and the secret, and not on how it was typed")
    func stored() throws {
        let (secret, other) = (PortalSecret(), PortalSecret())
        let code = InvitationCode()
        #expect(code.stored(under: secret).count == 32)
        #expect(try InvitationCode(code.text.lowercased().replacing("-", with: " ")).stored(under: secret) == code.stored(under: secret))
        #expect(code.stored(under: secret) != code.stored(under: other))
        #expect(code.stored(under: secret) != InvitationCode().stored(under: secret))
    }

    @Test("A recovery code of the same characters is stored as something else, and for each account")
    func apart() throws {
        let secret = PortalSecret()
        let code = InvitationCode()
        let recovery = try RecoveryCode(code.text)
        let (account, other) = (AccountID(), AccountID())
        #expect(recovery.stored(of: account, under: secret) != code.stored(under: secret))
        #expect(recovery.stored(of: account, under: secret) != recovery.stored(of: other, under: secret))
    }

    @Test("It is valid for thirty days") func lifetime() { #expect(InvitationCode.lifetime == .seconds(2_592_000)) }
}
