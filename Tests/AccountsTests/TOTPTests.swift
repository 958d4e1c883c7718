@testable import Accounts
import Formats
import Foundation
import Testing

@Suite("The second factor's codes")
struct TOTPTests {
    /// RFC 6238, appendix B.
    private static let vectors: [(seconds: Int64, digits: UInt32)] = [
        (59, 94_287_082), (1_111_111_109, 7_081_804), (1_111_111_111, 14_050_471), (1_234_567_890, 89_005_924), (2_000_000_000, 69_279_037),
        (20_000_000_000, 65_353_130),
    ]
    private static func rfc() throws -> TOTPSecret { try #require(TOTPSecret(bytes: Array("12345678901234567890".utf8))) }

    @Test("They are those of RFC 6238")
    func vectors() throws {
        let secret = try Self.rfc()
        for (seconds, digits) in Self.vectors {
            #expect(secret.number(of: TOTPSecret.step(at: seconds)) % 100_000_000 == digits)
            let six = String(digits % 1_000_000)
            #expect(secret.code(of: TOTPSecret.step(at: seconds)) == String(repeating: "0", count: 6 - six.count) + six)
        }
        // RFC 4226, appendix D.
        let counted = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
        #expect((0..<10).map { secret.code(of: $0) } == counted)
    }

    private static let oathtool = ["/usr/bin/oathtool", "/usr/local/bin/oathtool"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("They are those of oathtool", .enabled(if: Self.oathtool != nil, "oathtool is not installed"))
    func agrees() throws {
        for seconds in [0, 29, 30, 1_585_000_000, 1_796_018_400, 4_102_444_800] as [Int64] {
            let secret = TOTPSecret()
            let (process, output) = (Process(), Pipe())
            process.executableURL = URL(fileURLWithPath: Self.oathtool ?? "")
            process.arguments = ["--totp", "-b", "-N", "@\(seconds)", "--", secret.text]
            process.standardOutput = output
            try process.run()
            let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(said == secret.code(of: TOTPSecret.step(at: seconds)) + "\n")
        }
    }

    @Test("The step before, this one and the next are taken; none further off")
    func window() throws {
        let secret = try Self.rfc()
        let now: Int64 = 1_234_567_890
        let step = TOTPSecret.step(at: now)
        for offset in -3...3 as ClosedRange<Int64> {
            let taken = secret.step(of: secret.code(of: step + offset), at: now, after: nil)
            #expect(taken == ((-1...1).contains(offset) ? step + offset : nil), "\(offset)")
        }
    }

    @Test("A code counts once, and none of an earlier step after it")
    func once() throws {
        let secret = try Self.rfc()
        let now: Int64 = 1_234_567_890
        let step = TOTPSecret.step(at: now)
        let codes = [-1, 0, 1].map { secret.code(of: step + $0) }
        let used = try #require(secret.step(of: codes[1], at: now, after: nil))
        #expect(secret.step(of: codes[1], at: now, after: used) == nil)
        #expect(secret.step(of: codes[0], at: now, after: used) == nil)
        #expect(secret.step(of: codes[2], at: now, after: used) == step + 1)
        #expect(secret.step(of: codes[1], at: now + 30, after: used) == nil)
    }

    @Test("At the beginning of time nothing traps")
    func beginning() throws {
        let secret = try Self.rfc()
        #expect(secret.step(of: secret.code(of: 0), at: 0, after: nil) == 0)
        #expect(secret.step(of: secret.code(of: 0), at: -1, after: nil) == 0)
        #expect(secret.step(of: secret.code(of: -1), at: 0, after: nil) == nil)
        #expect(secret.step(of: "000000", at: .max, after: .max) == nil)
        #expect(secret.step(of: "000000", at: .min, after: .min) == nil)
    }

    @Test("Six digits are asked for, spaces are not minded, and nothing else is read")
    func typed() throws {
        let secret = try Self.rfc()
        let code = secret.code(of: 1)
        for good in [code, " \(code) ", "\(code.prefix(3)) \(code.suffix(3))"] { #expect(secret.step(of: good, at: 30, after: nil) == 1) }
        for bad in ["", String(code.dropLast()), code + "0", "-" + code, String(repeating: "2", count: 100_000), "２８７０８２", "28708²"] {
            #expect(secret.step(of: bad, at: 30, after: nil) == nil)
        }
    }

    @Test("The application's address says all that it needs, escaped")
    func address() throws {
        let secret = try Self.rfc()
        #expect(secret.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        let address = secret.address(login: "marie.le goff+é@x", issuer: "Vigie: 56")
        let label = "Vigie%3A%2056:marie.le%20goff%2B%C3%A9%40x"
        #expect(address == "otpauth://totp/\(label)?secret=\(secret.text)&issuer=Vigie%3A%2056&algorithm=SHA1&digits=6&period=30")
        #expect(TOTPSecret().text != TOTPSecret().text && TOTPSecret().text.utf8.count == 32)
    }

    @Test("What is stored opens for its account and under its secret only, and not when a bit of it changed")
    func sealed() throws {
        let (portal, account, secret) = (PortalSecret(), AccountID(), TOTPSecret())
        let sealed = try secret.sealed(for: account, under: portal)
        #expect(try TOTPSecret(sealed: sealed, for: account, under: portal) == secret)
        #expect(try secret.sealed(for: account, under: portal) != sealed)
        #expect(throws: TOTPSealFault.self) { try TOTPSecret(sealed: sealed, for: AccountID(), under: portal) }
        #expect(throws: TOTPSealFault.self) { try TOTPSecret(sealed: sealed, for: account, under: PortalSecret()) }
        for place in sealed.indices {
            var altered = sealed
            altered[place] ^= 1
            #expect(throws: TOTPSealFault.self) { try TOTPSecret(sealed: altered, for: account, under: portal) }
        }
        for count in 0..<sealed.count {
            #expect(throws: TOTPSealFault.self) { try TOTPSecret(sealed: Array(sealed[..<count]), for: account, under: portal) }
        }
    }
}
