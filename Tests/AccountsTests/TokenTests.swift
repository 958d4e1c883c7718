import Crypto
import Formats
import Logging
import Mortality
import TestBench
import Testing
import Threading

@testable import Accounts

@Suite("The clerk's token")
struct TokenTests {
    /// 23 November 2026, noon in UTC.
    private static let now: Instant = 1_795_435_200_000_000
    private static let second: Int64 = 1_000_000
    private static let minute: Int64 = 60_000_000

    private let half = Curve25519.Signing.PrivateKey()
    private let id = TokenKeyID()
    private let account = AccountID()

    private var key: TokenKey {
        TokenKey(id: self.id, publicKey: Array(self.half.publicKey.rawRepresentation), createdAt: Self.now, expiresAt: Self.now + TokenSigner.knownFor)
    }

    private var verifier: TokenVerifier { TokenVerifier(keys: [self.key]) }

    private func claims(
        issued: Instant = now, lasting span: Int64 = 600_000_000, standing: Standing = .own, commune: String = "56260"
    ) throws -> DeclaringToken.Claims {
        DeclaringToken.Claims(
            key: self.id, account: self.account, commune: try CommuneCode(commune), standing: standing, issuedAt: issued,
            expiresAt: Instant(microseconds: issued.microseconds.addingReportingOverflow(span).partialValue))
    }

    /// A token that the key signed, whatever it says.
    private func token(_ claims: DeclaringToken.Claims) throws -> String {
        DeclaringToken(claims, signature: Array(try self.half.signature(for: claims.signed))).text
    }

    private func refusal(_ text: String, by verifier: TokenVerifier? = nil, at now: Instant = now) -> TokenRefusal? {
        do throws(TokenRefusal) {
            _ = try (verifier ?? self.verifier).claims(of: text, at: now)
            return nil
        } catch { return error }
    }

    // MARK: The layout

    @Test("It says what it was made to say, in 154 characters", arguments: [Standing.own, .onBehalf], ["56260", "2A004", "00001", "97501"])
    func roundTrip(standing: Standing, commune: String) throws {
        let claims = try self.claims(standing: standing, commune: commune)
        let text = try self.token(claims)
        #expect(text.wholeMatch(of: #/vgt_[A-Za-z0-9_-]{63}\.[A-Za-z0-9_-]{86}/#) != nil && text.utf8.count == DeclaringToken.length)
        #expect(try self.verifier.claims(of: text, at: Self.now) == claims)
        #expect(DeclaringToken.keyID(of: text) == self.id)
    }

    @Test("The layout is the one that is documented")
    func layout() throws {
        let key = try #require(TokenKeyID("0102030405060708"))
        let account = try AccountID("00112233-4455-6677-8899-aabbccddeeff")
        let claims = DeclaringToken.Claims(key: key, account: account, commune: try CommuneCode("2A004"), standing: .onBehalf, issuedAt: 1, expiresAt: 258)
        #expect(
            Hex.text(claims.payload)
                == "01" + "0102030405060708" + "00112233445566778899aabbccddeeff" + "3241303034" + "02" + "0000000000000001" + "0000000000000102")
        #expect(claims.signed == Array("vigie declaring token".utf8) + [0] + claims.payload)
    }

    @Test("A token changed in any character, cut, made longer, or written another way is refused")
    func forged() throws {
        let text = try self.token(try self.claims())
        let characters = Array(text)
        for index in characters.indices {
            for other in ["A", "B", "z", "-", "_", "=", ".", "é"] as [Character] where other != characters[index] {
                var forged = characters
                forged[index] = other
                #expect(self.refusal(String(forged)) != nil, "\(index)")
            }
        }
        for wrong in [
            "", "vgt_", String(text.dropLast()), text + "A", text + "=", " " + text, text.uppercased(), "vgk_" + text.dropFirst(4),
            text.replacing(".", with: ""),
        ] {
            #expect(self.refusal(wrong) == .malformed, "\(wrong)")
        }
        // The signature's last character carries four bits that must be zero: sixteen texts would else be one token.
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        #expect(alphabet.filter { self.refusal(String(text.dropLast()) + String($0)) == nil }.count == 1)
    }

    @Test("Bytes harmed at random trap nothing and pass for nothing")
    func fuzz() throws {
        let donor = Array(try self.token(try self.claims(commune: "75056")).utf8)
        let honest = Array(try self.token(try self.claims()).utf8)
        var random = SeededGenerator(seed: 53)
        for _ in 0..<50_000 {
            var bytes = honest
            Mutation.apply(to: &bytes, donor: donor, using: &random)
            let text = String(decoding: bytes, as: UTF8.self)
            if Array(text.utf8) != honest { #expect(self.refusal(text) != nil || Array(text.utf8) == donor, "\(text)") }
        }
        // The same inside: payloads that are signed, whatever they say, are read or refused.
        for _ in 0..<5_000 {
            var payload = try self.claims().payload
            Mutation.apply(to: &payload, donor: Array(repeating: 0x39, count: 47), using: &random)
            let signed = Array("vigie declaring token\0".utf8) + payload
            let text = "vgt_\(Base64URL.encode(payload)).\(Base64URL.encode(try self.half.signature(for: signed)))"
            guard let claims = try? self.verifier.claims(of: text, at: Self.now) else { continue }
            #expect(claims.payload == payload && claims.expiresAt - claims.issuedAt <= DeclaringToken.lifetime)
        }
    }

    @Test(
        "What says what no token says is none, however well it is signed",
        arguments: [
            (0, 0), (0, 2), (25, 0x7A), (25, 0xFF), (30, 0), (30, 3),
        ] as [(Int, UInt8)])
    func strangePayloads(place: Int, byte: UInt8) throws {
        var payload = try self.claims().payload
        payload[place] = byte
        let signature = try self.half.signature(for: Array("vigie declaring token\0".utf8) + payload)
        #expect(self.refusal("vgt_\(Base64URL.encode(payload)).\(Base64URL.encode(signature))") == .malformed)
    }

    // MARK: Refusals

    @Test("A signature of another key, of other bytes, or of the payload alone is wrong")
    func signatures() throws {
        let claims = try self.claims()
        let wrong =
            [
                try Curve25519.Signing.PrivateKey().signature(for: claims.signed), try self.half.signature(for: claims.payload),
                try self.half.signature(for: try self.claims(standing: .onBehalf).signed),
            ].map { Array($0) } + [[UInt8](repeating: 0, count: 64)]
        for signature in wrong { #expect(self.refusal(DeclaringToken(claims, signature: signature).text) == .wrongSignature) }
    }

    @Test("A key that is not known, or whose time is over, verifies nothing; one that is none keeps no other from it")
    func keys() throws {
        let text = try self.token(try self.claims())
        #expect(self.refusal(text, by: TokenVerifier()) == .unknownKey(self.id))
        let strange = TokenKey(id: TokenKeyID(), publicKey: [1, 2, 3], createdAt: 0, expiresAt: Instant(microseconds: .max))
        let both = TokenVerifier(keys: [strange, self.key])
        #expect(self.refusal(text, by: both) == nil && !both.knows(strange.id) && both.knows(self.id))
        let over = TokenKey(id: self.id, publicKey: self.key.publicKey, createdAt: 0, expiresAt: Self.now)
        #expect(self.refusal(text, by: TokenVerifier(keys: [over])) == .expiredKey)
        #expect(self.refusal(text, by: TokenVerifier().adding([self.key])) == nil)
    }

    @Test(
        "Ten minutes, to the microsecond; a clock that is ahead may be so by thirty seconds",
        arguments: [
            (0, nil), (10 * minute - 1, nil), (10 * minute, .expired), (11 * minute, .expired), (-30 * second, nil), (-30 * second - 1, .notYet),
            (-minute, .notYet),
        ] as [(Int64, TokenRefusal?)])
    func times(later: Int64, refusal: TokenRefusal?) throws {
        #expect(self.refusal(try self.token(try self.claims()), at: Self.now + .microseconds(later)) == refusal)
    }

    @Test("No token has more than ten minutes, whoever signed it", arguments: [600_000_001, 86_400_000_000, Int64.max, 0, -1, Int64.min])
    func spans(span: Int64) throws {
        #expect(self.refusal(try self.token(try self.claims(lasting: span))) == .tooLong)
        for issued in [Int64.min, .max] {
            #expect(self.refusal(try self.token(try self.claims(issued: Instant(microseconds: issued), lasting: span))) == .tooLong)
        }
    }

    @Test("An instant at the ends of time is refused and traps nothing", arguments: [Int64.min, Int64.max - 600_000_000])
    func ends(issued: Int64) throws {
        #expect(self.refusal(try self.token(try self.claims(issued: Instant(microseconds: issued)))) == (issued < 0 ? .expired : .notYet))
    }

    @Test(
        "What was issued before an account was revoked, or in the two seconds after, is refused; what was issued later is not",
        arguments: [
            (-minute, true), (0, true), (2 * second, true), (2 * second + 1, false), (minute, false),
        ])
    func revocations(issuedLater: Int64, isRefused: Bool) throws {
        let text = try self.token(try self.claims(issued: Self.now + .microseconds(issuedLater)))
        let at = Self.now + .microseconds(max(issuedLater, 0))
        let revoking = TokenVerifier(keys: [self.key], revocations: [self.account: Self.now])
        #expect(self.refusal(text, by: revoking, at: at) == (isRefused ? .revoked : nil))
        #expect(self.refusal(text, by: TokenVerifier(keys: [self.key], revocations: [AccountID(): Self.now]), at: at) == nil)
        for end in [Int64.max, .min] {
            #expect(
                self.refusal(text, by: TokenVerifier(keys: [self.key], revocations: [self.account: Instant(microseconds: end)]), at: at)
                    == (end > 0 ? .revoked : nil))
        }
        // Another key known later forgets nothing.
        #expect(self.refusal(text, by: revoking.adding([self.key]), at: at) == (isRefused ? .revoked : nil))
    }

    @Test("The names of keys go around their text, and nothing else is one")
    func names() {
        for _ in 0..<100 {
            let id = TokenKeyID()
            #expect(TokenKeyID(id.description) == id && id.description.count == 16)
        }
        for wrong in ["", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "+123456789abcdef", "0x23456789abcdef", "é123456789abcde"] {
            #expect(TokenKeyID(wrong) == nil, "\(wrong)")
        }
    }
}
