@testable import Accounts
import Crypto
import Formats
import Testing

@Suite("Portal's secret")
struct PortalSecretTests {
    private static let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

    @Test("It reads back from its digits, in either case, with a line's end or not")
    func digits() throws {
        let secret = PortalSecret()
        #expect(secret.hexadecimal.utf8.count == 64)
        for text in [secret.hexadecimal, secret.hexadecimal.uppercased(), secret.hexadecimal + "\n", secret.hexadecimal + "\r\n"] {
            #expect(try PortalSecret(hexadecimal: text).hexadecimal == secret.hexadecimal)
        }
    }

    @Test("What nobody drew is refused")
    func refused() {
        for text in [
            "", "\n", String(Self.digits.dropLast()), Self.digits + "0", Self.digits + "00", Self.digits + "\n\n", " " + Self.digits,
            Self.digits.replacing("a", with: "g"), Self.digits.replacing("0", with: "٠"),
        ] {
            #expect(throws: PortalSecret.Fault.notHexadecimal, "\(text)") { try PortalSecret(hexadecimal: text) }
        }
        for text in [String(repeating: "0", count: 64), String(repeating: "ab", count: 32), String(repeating: "0123456789abcdef", count: 4)] {
            #expect(throws: PortalSecret.Fault.notDrawn, "\(text)") { try PortalSecret(hexadecimal: text) }
        }
    }

    @Test("Each purpose has a key of its own, the same in every instance")
    func keys() throws {
        let (one, same) = (try PortalSecret(hexadecimal: Self.digits), try PortalSecret(hexadecimal: Self.digits))
        let keys = PortalSecret.Purpose.allCases.map { one.key(for: $0).withUnsafeBytes { Array($0) } }
        #expect(Set(keys).count == PortalSecret.Purpose.allCases.count)
        #expect(keys == PortalSecret.Purpose.allCases.map { same.key(for: $0).withUnsafeBytes { Array($0) } })
        #expect(!keys.map(Hex.text).contains(Self.digits))
        #expect(one.code(of: [1], for: .form) != one.code(of: [1], for: .device))
        // Stored codes and cookies outlive a release: the derivation must stay what it is. Computed with Python's hmac, RFC 5869 by hand.
        #expect(Hex.text(keys[0]) == "73189721a372013d7116abaf259061299c24e5c18f84f2670c79d014a8b81869")
    }
}
