import Testing

@testable import OIDC

@Suite("What a provider says of itself")
struct ProviderDescriptionTests {
    private func party(_ issuer: String = "https://idp.example/api/v2", algorithm: SigningAlgorithm = .rs256) throws -> RelyingParty {
        let address = try #require(ProviderAddress(issuer, allowsLoopback: false))
        return try #require(RelyingParty(issuer: address, clientID: "vigie", clientSecret: "geheim", algorithm: algorithm))
    }

    private static let right: [String: String] = [
        "issuer": "\"https://idp.example/api/v2\"", "authorization_endpoint": "\"https://idp.example/authorize\"",
        "token_endpoint": "\"https://idp.example/token\"", "userinfo_endpoint": "\"https://idp.example/userinfo\"", "jwks_uri": "\"https://idp.example/jwks\"",
    ]

    private func read(_ changes: [String: String?] = [:], _ party: RelyingParty? = nil) throws -> ProviderDescription {
        var members = Self.right
        for (name, value) in changes { members[name] = value }
        let text = "{\(members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
        return try ProviderDescription(Array(text.utf8), for: try party ?? self.party())
    }

    @Test("What it offers is used, and what it is silent about is as the standard says")
    func offers() throws {
        let bare = try self.read()
        #expect(bare.clientAuthentication == .basic && bare.endSession == nil && !bare.saysIssuer && !bare.takesClaims && !bare.tellsProvider)
        #expect(bare.scopes == ["openid", "profile"])
        let full = try self.read([
            "end_session_endpoint": "\"https://idp.example/session/end\"", "token_endpoint_auth_methods_supported": "[\"client_secret_post\"]",
            "authorization_response_iss_parameter_supported": "true", "claims_parameter_supported": "true",
            "scopes_supported": "[\"openid\",\"given_name\",\"usual_name\",\"email\",\"siret\",\"idp_id\"]", "code_challenge_methods_supported": "[\"S256\"]",
        ])
        #expect(full.clientAuthentication == .post && full.endSession != nil && full.saysIssuer && full.takesClaims && full.tellsProvider)
        // Neither the address nor the organisation: nobody comes to an account by them.
        #expect(full.scopes == ["openid", "given_name", "usual_name", "idp_id"])
    }

    @Test(
        "What cannot be used is refused",
        arguments: [
            ("issuer", "\"https://idp.example\""), ("issuer", "\"https://evil.example\""), ("token_endpoint", "\"http://idp.example/token\""),
            ("jwks_uri", "\"ftp://idp.example/jwks\""), ("authorization_endpoint", "\"https://user@idp.example/\""),
            ("end_session_endpoint", "\"http://idp.example/end\""),
            ("code_challenge_methods_supported", "[\"plain\"]"), ("id_token_signing_alg_values_supported", "[\"none\",\"HS256\"]"),
            ("token_endpoint_auth_methods_supported", "[\"private_key_jwt\"]"),
        ])
    func refused(name: String, value: String) { #expect(throws: ProviderFault.self) { try self.read([name: value]) } }

    @Test("Addresses travel by TLS, but on loopback where the house says so")
    func addresses() {
        for text in [
            "http://idp.example", "http://127.0.0.1:80", "https://", "https://a@b", "https://idp.example/#x", "https://idp.exämple", "javascript:alert(1)", "",
        ] {
            #expect(ProviderAddress(text, allowsLoopback: false) == nil, "\(text)")
        }
        for text in ["http://127.0.0.1:8080", "http://localhost:9", "http://[::1]:9/x", "https://idp.example"] {
            #expect(ProviderAddress(text, allowsLoopback: true) != nil, "\(text)")
        }
        for text in ["http://127.0.0.1.evil.example", "http://10.0.0.1", "http://localhost.evil.example"] {
            #expect(ProviderAddress(text, allowsLoopback: true) == nil, "\(text)")
        }
        let address = ProviderAddress("https://idp.example/a?b=1", allowsLoopback: false)
        #expect(address?.adding([(name: "c d", value: "é&")]) == "https://idp.example/a?b=1&c%20d=%C3%A9%26" && address?.isBare == false)
        #expect(ProviderAddress("https://idp.example/api/", allowsLoopback: false)?.discovery == "https://idp.example/api/.well-known/openid-configuration")
    }

    @Test("The secret is in no description")
    func secret() throws {
        let party = try self.party()
        #expect(!"\(party)\(String(reflecting: party))".contains("geheim"))
        var dumped = ""
        dump(party, to: &dumped)
        #expect(!dumped.contains("geheim"))
    }
}
