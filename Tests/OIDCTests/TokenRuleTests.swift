import Foundation
import Testing

@testable import OIDC

/// What tokens are held to, claim by claim.
@Suite("A token is held to every claim")
struct TokenRuleTests {
    private static let now: Int64 = 1_800_000_000
    private static let rule = TokenRule(issuer: "https://idp.example", clientID: "vigie", now: now)
    private static let nonce = String(repeating: "n", count: 43)

    private static let right: [String: String] = [
        "iss": "\"https://idp.example\"", "aud": "\"vigie\"", "sub": "\"s1\"", "exp": "\(now + 60)", "iat": "\(now - 1)", "nonce": "\"\(nonce)\"",
    ]

    private static func claims(_ changes: [String: String?]) throws(TokenFault) -> TokenClaims {
        var members = self.right
        for (name, value) in changes { members[name] = value }
        return try TokenClaims(Array("{\(members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}".utf8))
    }

    private static func fault(_ changes: [String: String?]) -> TokenFault? {
        do throws(TokenFault) {
            try self.rule.check(idToken: try self.claims(changes), nonce: self.nonce, accessToken: "token")
            return nil
        } catch {
            return error
        }
    }

    @Test("Right is right, with what may be added")
    func right() {
        #expect(Self.fault([:]) == nil)
        #expect(Self.fault(["aud": "[\"vigie\"]"]) == nil && Self.fault(["aud": "[\"vigie\",\"b\"]", "azp": "\"vigie\""]) == nil)
        // SHA-256 of « token », by Python: base64url(sha256(b'token').digest()[:16]).
        #expect(Self.fault(["at_hash": "\"PEaenWxYddN6Q_NT1PiOYQ\""]) == nil)
        #expect(Self.fault(["exp": "\(Self.now - 59)"]) == nil && Self.fault(["iat": "\(Self.now + 60)"]) == nil)
    }

    @Test(
        "Whatever is wrong is called by its name",
        arguments: [
            ("iss", "\"https://idp.example/\"", TokenFault.issuer), ("iss", "\"https://evil.example\"", .issuer), ("aud", "\"other\"", .audience),
            ("aud", "[]", .audience), ("aud", "[\"vigie\",\"b\"]", .party), ("azp", "\"other\"", .party), ("exp", "1799999939", .expired),
            ("iat", "1800000061", .issuedAt), ("iat", "1799999339", .issuedAt), ("nbf", "1800000061", .issuedAt),
            ("nonce", "\"other\"", .nonce), ("at_hash", "\"AAAA\"", .accessToken), ("exp", "\"1800000060\"", .claims), ("exp", "1e30", .claims),
            ("sub", "\"\"", .claims), ("sub", "1", .claims), ("aud", "1", .claims), ("nonce", "null", .claims),
        ])
    func wrong(name: String, value: String, fault: TokenFault) { #expect(Self.fault([name: value]) == fault) }

    @Test(
        "What must be there is missed",
        arguments: [
            ("iss", TokenFault.claims), ("aud", .claims), ("sub", .claims), ("exp", .expired), ("iat", .issuedAt), ("nonce", .nonce),
        ])
    func missing(name: String, fault: TokenFault) { #expect(Self.fault([name: nil]) == fault) }

    @Test("A claim that stands twice makes the token nobody's")
    func twice() {
        #expect(throws: TokenFault.claims) { try TokenClaims(Array(#"{"iss":"a","aud":"vigie","sub":"s1","sub":"s2"}"#.utf8)) }
    }

    @Test("Userinfo is about whom the ID token is about, from the same, for us, and not over")
    func userInfo() throws {
        let rule = Self.rule
        #expect(throws: Never.self) { try rule.check(userInfo: try Self.claims(["nonce": nil, "iat": nil]), subject: "s1") }
        for (changes, fault) in [
            (["sub": "\"s2\""], TokenFault.subject), (["iss": "\"https://evil.example\""], .issuer), (["aud": "\"other\""], .audience),
            (["exp": "1799999900"], .expired),
        ] as [([String: String?], TokenFault)] {
            #expect(throws: fault) { try rule.check(userInfo: try Self.claims(changes), subject: "s1") }
        }
        #expect(throws: TokenFault.expired) { try rule.check(userInfo: try Self.claims(["exp": nil]), subject: "s1") }
    }

    @Test(
        "A second factor is what the deployer counts as one, and no first factor by itself",
        arguments: [
            (nil, "[\"pwd\",\"mfa\"]", "mfa"), (nil, "[\"mfa\"]", "mfa"), (nil, "[\"pwd\",\"otp\"]", "otp"), (nil, "[\"otp\"]", nil),
            (nil, "[\"otp\",\"otp\"]", nil),
            (nil, "[\"pwd\",\"hwk\"]", nil), (nil, "[\"pwd\"]", nil), (nil, "[]", nil), (nil, "\"mfa\"", nil), (nil, "[1,[\"mfa\"]]", nil), (nil, nil, nil),
            ("\"eidas2\"", "[\"pwd\"]", "eidas2"), ("\"eidas1\"", "[\"pwd\",\"mfa\"]", "mfa"), ("\"mfa\"", nil, nil),
        ] as [(String?, String?, String?)])
    func secondFactor(level: String?, methods: String?, expected: String?) throws {
        let address = try #require(ProviderAddress("https://idp.example", allowsLoopback: false))
        func party(_ methods: Set<AuthenticationMethod>) throws -> RelyingParty {
            try #require(
                RelyingParty(issuer: address, clientID: "vigie", clientSecret: "geheim", secondFactorLevels: ["eidas2"], secondFactorMethods: methods))
        }
        let claims = try Self.claims(["acr": level, "amr": methods])
        #expect(try party([.several, .oneTimePassword]).secondFactor(level: claims.level, methods: claims.methods) == expected)
        // Untold, no method counts.
        #expect(try party([]).secondFactor(level: claims.level, methods: claims.methods) == (expected == "eidas2" ? expected : nil))
    }

    @Test("Whom it names, it names as they are called")
    func names() throws {
        #expect(try Self.claims(["given_name": "\"Anne\"", "usual_name": "\"Roux\""]).name == "Anne Roux")
        #expect(try Self.claims(["given_name": "\"Anne\"", "family_name": "\"Le Bihan\""]).name == "Anne Le Bihan")
        #expect(try Self.claims(["name": "\"A. Roux\""]).name == "A. Roux" && Self.claims([:]).name == nil)
    }
}
