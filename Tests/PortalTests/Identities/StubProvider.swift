import Crypto
import CryptoExtras
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import NIOCore
import OIDC
import Threading

@testable import Accounts
@testable import Portal

/// A provider that answers as ProConnect does, and lies as it is told to.
final class StubProvider: Sendable {
    /// How a token is signed.
    enum Signing: Sendable {
        case right
        /// `alg: none`, without a signature.
        case none
        /// HS256, with the public key as the secret: what whoever knows the provider can make.
        case publicKeyAsSecret
        /// By another key under the right name.
        case forged(header: String)
        /// By the right key, under a name that nobody published.
        case named(String)
    }

    /// What it does otherwise than it should.
    struct Lies: Sendable {
        var idSigning = Signing.right
        var userSigning = Signing.right
        var idClaims: [String: String?] = [:]
        var userClaims: [String: String?] = [:]
        var isUserInfoSigned = true
        /// Who it says it is in redirects; the issuer unless told, none for an empty text.
        var redirectIssuer: String?
        var level: String?
        var clientAuthentication = "client_secret_basic"
        var tokenType = "Bearer"
        var isAway = false
    }

    private struct Grant {
        let challenge: String
        let nonce: String
        let redirect: String
        var isUsed = false
    }

    private struct State {
        var lies = Lies()
        var grants: [String: Grant] = [:]
        var accessTokens: Set<String> = []
        var keysAsked = 0
        var key: String
        /// As the token endpoint was asked last.
        var form: [String: String] = [:]
    }

    static let (clientID, secret) = ("vigie", "un secret: à échapper/+%")
    let issuer: String
    let subject = "4f3e2d-sub"
    private let state: Locked<State>
    private let private1: JWTKit.Insecure.RSA.PrivateKey
    private let private2: JWTKit.Insecure.RSA.PrivateKey

    private init(port: Int, keys: (JWTKit.Insecure.RSA.PrivateKey, JWTKit.Insecure.RSA.PrivateKey), _ state: Locked<State>) {
        self.issuer = "http://127.0.0.1:\(port)/api/v2"
        (self.private1, self.private2) = keys
        self.state = state
    }

    var lies: Lies {
        get { self.state.withLock { $0.lies } }
        set { self.state.withLock { $0.lies = newValue } }
    }
    var keysAsked: Int { self.state.withLock { $0.keysAsked } }
    var form: [String: String] { self.state.withLock { $0.form } }

    /// Takes another key, under another name.
    func rotate() { self.state.withLock { $0.key = "clef-2" } }

    static func run(_ body: @escaping @Sendable (StubProvider) async throws -> Void) async throws {
        let keys = (
            try JWTKit.Insecure.RSA.PrivateKey(backing: try _RSA.Signing.PrivateKey(keySize: .bits2048)),
            try JWTKit.Insecure.RSA.PrivateKey(backing: try _RSA.Signing.PrivateKey(keySize: .bits2048))
        )
        let stub = Locked<StubProvider?>(nil)
        let router = Router()
        @Sendable func answer(
            _ handle: @escaping @Sendable (StubProvider, Request) async throws -> Response
        ) -> @Sendable (Request, BasicRequestContext) async throws -> Response {
            { request, _ in
                guard let provider = stub.withLock({ $0 }), !provider.lies.isAway else { return Response(status: .serviceUnavailable) }
                return try await handle(provider, request)
            }
        }
        router.get("/api/v2/.well-known/openid-configuration", use: answer { provider, _ in provider.description() })
        router.get("/api/v2/jwks", use: answer { provider, _ in try provider.keys() })
        router.post("/api/v2/token", use: answer { try await $0.token($1) })
        router.get("/api/v2/userinfo", use: answer { try await $0.userInfo($1) })
        try await Application(router: router, logger: PeopleBench.quiet).test(.live) { client in
            let provider = StubProvider(port: client.port ?? 0, keys: keys, Locked(State(key: "clef-1")))
            stub.withLock { $0 = provider }
            try await body(provider)
        }
    }

    // MARK: What a browser sees

    /// What the provider is asked by an address that a browser was led to.
    static func parameters(of address: String) -> [String: String] {
        Dictionary((URLComponents(string: address)?.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Somebody signs in there; where their browser is led back to, as a path of ours.
    func authorize(_ address: String) -> String {
        let asked = Self.parameters(of: address)
        let code = UUID().uuidString
        let lies = self.state.withLock { state in
            state.grants[code] = Grant(challenge: asked["code_challenge"] ?? "", nonce: asked["nonce"] ?? "", redirect: asked["redirect_uri"] ?? "")
            return state.lies
        }
        let issuer = lies.redirectIssuer ?? self.issuer
        let escaped = issuer.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "/connexion/retour?code=\(code)&state=\(asked["state"] ?? "")" + (issuer.isEmpty ? "" : "&iss=\(escaped)")
    }

    // MARK: What Portal asks

    private func description() -> Response {
        let root = self.issuer
        let lies = self.lies
        return Self.json([
            "issuer": root, "authorization_endpoint": "\(root)/authorize", "token_endpoint": "\(root)/token", "userinfo_endpoint": "\(root)/userinfo",
            "jwks_uri": "\(root)/jwks", "end_session_endpoint": "\(root)/session/end", "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true, "claims_parameter_supported": true,
            "scopes_supported": ["openid", "given_name", "usual_name", "email", "siret", "idp_id"],
            "token_endpoint_auth_methods_supported": [lies.clientAuthentication],
        ])
    }

    /// Without `alg`, as some providers publish their keys.
    private func keys() throws -> Response {
        let (private1, private2) = (self.private1, self.private2)
        let name = self.state.withLock { state in
            state.keysAsked += 1
            return state.key
        }
        let numbers = try (name == "clef-1" ? private1 : private2).publicKey.getKeyPrimitives()
        return Self.json([
            "keys": [["kty": "RSA", "kid": name, "use": "sig", "n": Base64URL.encode(numbers.modulus), "e": Base64URL.encode(numbers.publicExponent)]]
        ])
    }

    private func token(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 16)
        let form = try FormFields.read(Array(body.readableBytesView))
        let basic = request.headers[.authorization]
        let lies = self.lies
        let pair = Data("\(Self.escape(Self.clientID)):\(Self.escape(Self.secret))".utf8).base64EncodedString()
        let isClient =
            lies.clientAuthentication == "client_secret_basic"
            ? basic == "Basic \(pair)" && form["client_secret"] == nil
            : form["client_id"] == Self.clientID && form["client_secret"] == Self.secret && basic == nil
        guard isClient else { return Self.json(["error": "invalid_client"], .unauthorized) }
        let grant = self.state.withLock { state -> Grant? in
            state.form = form
            guard let code = form["code"], let grant = state.grants[code], !grant.isUsed else { return nil }
            state.grants[code]?.isUsed = true
            return grant
        }
        let shown = Base64URL.encode(SHA256.hash(data: Array((form["code_verifier"] ?? "").utf8)))
        guard let grant, grant.redirect == form["redirect_uri"], form["grant_type"] == "authorization_code", shown == grant.challenge else {
            return Self.json(["error": "invalid_grant"], .badRequest)
        }
        let access = UUID().uuidString
        self.state.withLock { _ = $0.accessTokens.insert(access) }
        var claims: [String: String?] = [
            "iss": "\"\(self.issuer)\"", "aud": "\"\(Self.clientID)\"", "sub": "\"\(self.subject)\"", "exp": "\(self.now + 60)", "iat": "\(self.now)",
            "nonce": "\"\(grant.nonce)\"", "at_hash": "\"\(Base64URL.encode(SHA256.hash(data: Array(access.utf8)).prefix(16)))\"",
            "acr": lies.level.map { "\"\($0)\"" },
        ]
        claims.merge(lies.idClaims) { $1 }
        let idToken = try await self.sign(claims, lies.idSigning)
        return Self.json(["access_token": access, "token_type": lies.tokenType, "expires_in": 60, "id_token": idToken])
    }

    private func userInfo(_ request: Request) async throws -> Response {
        guard let shown = request.headers[.authorization], self.state.withLock({ $0.accessTokens.contains(String(shown.dropFirst(7))) }) else {
            return Response(status: .unauthorized)
        }
        let lies = self.lies
        var claims: [String: String?] = [
            "iss": "\"\(self.issuer)\"", "aud": "\"\(Self.clientID)\"", "sub": "\"\(self.subject)\"", "exp": "\(self.now + 60)", "iat": "\(self.now)",
            "given_name": "\"Anne\"", "usual_name": "\"Roux\"", "email": "\"anne@mairie.example\"", "siret": "\"21560260500018\"", "idp_id": "\"71144ab3\"",
        ]
        claims.merge(lies.userClaims) { $1 }
        guard lies.isUserInfoSigned else { return Self.response(Self.object(claims), "application/json") }
        return Self.response(try await self.sign(claims, lies.userSigning), "application/jwt; charset=utf-8")
    }

    private var now: Int64 { Int64(Date().timeIntervalSince1970) }

    // MARK: Signing

    private func sign(_ claims: [String: String?], _ signing: Signing) async throws -> String {
        let name = self.state.withLock { $0.key }
        let right = await JWTKeyCollection().add(rsa: name == "clef-1" ? self.private1 : self.private2, digestAlgorithm: .sha256)
        let key: (any JWTAlgorithm)?, header: String
        switch signing {
        case .right: (key, header) = (try await right.getKey(), "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"\(name)\"}")
        case .none: (key, header) = (nil, "{\"alg\":\"none\",\"kid\":\"\(name)\"}")
        case .publicKeyAsSecret:
            let secret = HMACKey(from: Data(self.private1.publicKey.pemRepresentation.utf8))
            (key, header) = (try await JWTKeyCollection().add(hmac: secret, digestAlgorithm: .sha256).getKey(), "{\"alg\":\"HS256\",\"kid\":\"\(name)\"}")
        case .forged(let given):
            (key, header) = (try await JWTKeyCollection().add(rsa: self.private2, digestAlgorithm: .sha512).getKey(), given.replacing("KID", with: name))
        case .named(let id): (key, header) = (try await right.getKey(), "{\"alg\":\"RS256\",\"kid\":\"\(id)\"}")
        }
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(Self.object(claims).utf8)))"
        return "\(signed).\(Base64URL.encode(try key?.sign(Array(signed.utf8)) ?? []))"
    }

    private static func object(_ claims: [String: String?]) -> String {
        "{\(claims.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }.joined(separator: ","))}"
    }

    private static func json(_ object: [String: Any], _ status: HTTPResponse.Status = .ok) -> Response {
        let bytes = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
        return self.response(String(decoding: bytes, as: UTF8.self), "application/json", status)
    }

    private static func response(_ text: String, _ type: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))
            ?? ""
    }
}
