import Accounts
import Testing

@Suite("Recovery codes")
struct RecoveryCodesTests {
    @Test("There are ten, no two alike, and each works once")
    func once() throws {
        let (secret, account) = (PortalSecret(), AccountID())
        var (codes, kept) = RecoveryCodes.draw(for: account, under: secret)
        #expect(codes.count == 10 && Set(codes).count == 10)
        #expect(kept.stored == codes.map { $0.stored(of: account, under: secret) })
        for (used, code) in codes.enumerated() {
            #expect(kept.use(try RecoveryCode(code.text.lowercased()), of: account, under: secret) == code.stored(of: account, under: secret))
            #expect(kept.use(code, of: account, under: secret) == nil)
            #expect(kept.stored.count == 9 - used)
        }
    }

    @Test("Another account's, another secret's and a drawn one do not work")
    func wrong() {
        let (secret, account) = (PortalSecret(), AccountID())
        var (codes, kept) = RecoveryCodes.draw(for: account, under: secret)
        #expect(kept.use(codes[0], of: AccountID(), under: secret) == nil)
        #expect(kept.use(codes[0], of: account, under: PortalSecret()) == nil)
        #expect(kept.use(RecoveryCode(), of: account, under: secret) == nil)
        #expect(kept.stored.count == 10)
        var none = RecoveryCodes(stored: [])
        #expect(none.use(codes[0], of: account, under: secret) == nil)
        var damaged = RecoveryCodes(stored: [[], [1, 2, 3]])
        #expect(damaged.use(codes[0], of: account, under: secret) == nil)
    }
}
