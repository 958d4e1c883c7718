import Formats
import JWTKit
import Testing

@testable import OIDC

/// Headers and keys, apart from what tokens claim.
@Suite("A signature counts by the pinned algorithm and the named key alone")
struct SignedTokenTests {
    private static let claims = #"{"iss":"https://idp.example","aud":"vigie","sub":"s1"}"#

    private static func token(_ header: String, signedBy key: (any JWTAlgorithm)?) throws -> String {
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(self.claims.utf8)))"
        return "\(signed).\(Base64URL.encode(try key?.sign(Array(signed.utf8)) ?? []))"
    }

    private static func jwk(_ key: ES256PrivateKey, _ more: String) throws -> String {
        let point = try #require(key.parameters)
        func bare(_ text: String) -> String { text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") }
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\(bare(point.x))\",\"y\":\"\(bare(point.y))\"\(more)}"
    }

    private static func keys(_ entries: String...) async throws -> PublishedKeys {
        try await PublishedKeys.read(Array("{\"keys\":[\(entries.joined(separator: ","))]}".utf8), for: .es256)
    }

    @Test("ES256: the key of the kid, and no other")
    func elliptic() async throws {
        let (one, two) = (ES256PrivateKey(), ES256PrivateKey())
        let signer = try await JWTKeyCollection().add(ecdsa: one).getKey()
        let keys = try await Self.keys(try Self.jwk(one, #","kid":"1""#), try Self.jwk(two, #","kid":"2","alg":"ES256","use":"sig""#))
        let token = try SignedToken(try Self.token(#"{"alg":"ES256","kid":"1"}"#, signedBy: signer))
        try token.check(pinned: .es256)
        let (key, other) = (try #require(keys.key("1")), try #require(keys.key("2")))
        #expect(try token.payload(signedWith: key).subject == "s1")
        #expect(throws: TokenFault.signature) { try token.payload(signedWith: other) }
        #expect(keys.key("3") == nil && keys.key(nil) == nil)
        #expect(throws: TokenFault.algorithm) { try token.check(pinned: .rs256) }
    }

    @Test(
        "Headers that name another algorithm, or demand what nobody knows",
        arguments: [
            (#"{"alg":"none"}"#, TokenFault.algorithm), (#"{"alg":"HS256"}"#, .algorithm), (#"{"alg":"es256"}"#, .algorithm), (#"{"alg":"ES384"}"#, .algorithm),
            (#"{"alg":"ES256","crit":["b64"],"b64":false}"#, .critical),
        ])
    func headers(header: String, fault: TokenFault) throws {
        let token = try SignedToken(try Self.token(header, signedBy: nil))
        #expect(throws: fault) { try token.check(pinned: .es256) }
    }

    @Test(
        "What is no token",
        arguments: ["", "a.b", "a.b.c.d", "e30.e30.", "e30.e30.AA", "....", "eyJhbGciOjF9.e30.AA", "eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA"])
    func malformed(text: String) { #expect(throws: TokenFault.malformed) { try SignedToken(text) } }

    @Test("An empty signature is none")
    func empty() async throws {
        let key = ES256PrivateKey()
        let token = try SignedToken(try Self.token(#"{"alg":"ES256"}"#, signedBy: nil))
        let found = try #require(try await Self.keys(try Self.jwk(key, "")).key(nil))
        #expect(throws: TokenFault.signature) { try token.payload(signedWith: found) }
    }

    @Test("Keys for something else are none of ours, and two called alike are refused")
    func otherKeys() async throws {
        let key = ES256PrivateKey()
        let keys = try await Self.keys(
            try Self.jwk(key, #","kid":"e","use":"enc""#), try Self.jwk(key, #","kid":"o","key_ops":["sign"]"#),
            try Self.jwk(key, #","kid":"a","alg":"ES384""#),
            #"{"kty":"oct","kid":"h","k":"c2VjcmV0"}"#, #"{"kty":"EC","kid":"x","crv":"P-256","x":"AA","y":"AA"}"#, try Self.jwk(key, #","kid":"good""#))
        for id in ["e", "o", "a", "h", "x"] { #expect(keys.key(id) == nil, "\(id)") }
        #expect(keys.key("good") != nil && keys.key(nil) != nil)
        let entry = try Self.jwk(key, #","kid":"1""#)
        await #expect(throws: ProviderFault.self) { try await Self.keys(entry, entry) }
        await #expect(throws: ProviderFault.self) { try await Self.keys() }
    }
}
