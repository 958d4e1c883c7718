@testable import Accounts
import Formats
import Testing

/// What stands in databases and browsers outlives a release: these were computed apart, with Python's hmac and hashlib, from what the
/// doc comments say.
@Suite("What is stored stays what it is")
struct StoredFormTests {
    private static func secret() throws -> PortalSecret {
        try PortalSecret(hexadecimal: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    }
    private static func account() throws -> AccountID { try AccountID("00112233-4455-4677-8899-aabbccddeeff") }
    private static let code = "7KQ4-XR2C-9D2J"

    @Test("Invitations and recovery codes")
    func codes() throws {
        let invitation = try InvitationCode(Self.code)
        #expect(Hex.text(invitation.stored(under: try Self.secret())) == "20c80384f5635e9ae3d4b5e6b62021219dd2c30e2310257d8ecf337d254ba67d")
        let recovery = try RecoveryCode(Self.code)
        #expect(
            Hex.text(recovery.stored(of: try Self.account(), under: try Self.secret())) == "22fba10d834644d22a9cd2c2c99048ca70a7c576f14aa0591053a674267aa7de")
    }

    @Test("Form tokens")
    func form() throws {
        let session = try #require(SessionToken(String(repeating: "A", count: 43))).reference
        #expect(FormToken(for: session, under: try Self.secret()).text == "51CITxdUSOzmeVtdQg21_WfdPKir8_KbxwDTQioAp4o")
    }

    @Test("Device marks")
    func mark() throws {
        let text = "AAECAwQFBgcICQoLDA0ODwAAAABrDRDguGjUS-tM5smA11qrW71ufelV1x1YCUDexkE4Pn7r_nM"
        let mark = DeviceMark(text, of: try Self.account(), at: 1_796_018_400, under: try Self.secret())
        #expect(mark?.text == text && mark?.device == Array(0..<16))
    }

    @Test("Sealed second factors")
    func sealed() throws {
        let sealed = try #require(Hex.bytes("016465666768696a6b6c6d6e6f00d21aec661f7fcb4c8f47190767120b0637fc103cce30a8a85ca2545fde22bbe3b21ce8"))
        let secret = try TOTPSecret(sealed: sealed, for: try Self.account(), under: try Self.secret())
        #expect(secret.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }
}
