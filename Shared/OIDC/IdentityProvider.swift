public import AsyncHTTPClient
import Formats
import Foundation
import JWTKit
import Threading

/// An identity provider (OpenID Connect), as far as people sign in by it: where they are sent, whom its answer proves them to be, and where
/// they are sent when they leave.
///
/// It is asked for its description and its keys when they are needed, never at the start: while it is away, everybody else signs in.
public final class IdentityProvider: Sendable {
    /// Who we are to the provider.
    public let party: RelyingParty
    private let http: ProviderHTTP
    private let now: @Sendable () -> Int64
    private let described = Locked(KeptAnswer<ProviderDescription>())
    private let published = Locked(KeptAnswer<PublishedKeys>())

    /// Makes a provider that has not been asked yet.
    ///
    /// - Parameters:
    ///   - client: What asks; `IdentityProvider.makeClient` gives one that follows no redirects.
    ///   - now: Seconds since 1970.
    public init(_ party: RelyingParty, client: HTTPClient, now: @escaping @Sendable () -> Int64) {
        self.party = party
        self.http = ProviderHTTP(client: client)
        self.now = now
    }

    /// Makes a client for ``init(_:client:now:)``; whoever makes it shuts it down.
    public static func makeClient() -> HTTPClient { ProviderHTTP.makeClient() }

    // MARK: Going there

    /// Returns the address at the provider to which somebody is sent to prove who they are.
    public func address(state: String, nonce: String, challenge: String, redirect: String) async throws -> String {
        let description = try await self.description()
        var parameters = [
            (name: "response_type", value: "code"), (name: "client_id", value: self.party.clientID), (name: "redirect_uri", value: redirect),
            (name: "scope", value: description.scopes.joined(separator: " ")), (name: "state", value: state), (name: "nonce", value: nonce),
            (name: "code_challenge", value: challenge), (name: "code_challenge_method", value: "S256"),
        ]
        // Level and methods are asked to be told, not to be reached: who needs a second factor and has none there shows one here.
        let told = (self.party.secondFactorLevels.isEmpty ? [] : ["acr"]) + (self.party.secondFactorMethods.isEmpty ? [] : ["amr"])
        if description.takesClaims, !told.isEmpty {
            let claims = told.map { "\"\($0)\":{\"essential\":false}" }.joined(separator: ",")
            parameters.append((name: "claims", value: "{\"id_token\":{\(claims)}}"))
        }
        return description.authorization.adding(parameters)
    }

    /// Tells whether the provider says in each redirect who it is.
    public func saysIssuer() async throws -> Bool { try await self.description().saysIssuer }

    // MARK: Coming back

    /// Exchanges a code for tokens, verifies them, and returns whom they prove somebody to be.
    ///
    /// - Throws: `ProviderFault`.
    public func proof(code: String, verifier: String, nonce: String, redirect: String) async throws -> ProvedIdentity {
        let description = try await self.description()
        let (idToken, accessToken) = try await self.exchange(code, verifier, redirect, description)
        let claims = try await self.verified(idToken, description) { ProviderFault.idToken($0) }
        let rule = TokenRule(issuer: self.party.issuer.text, clientID: self.party.clientID, now: self.now())
        try Self.telling(ProviderFault.idToken) { () throws(TokenFault) in try rule.check(idToken: claims, nonce: nonce, accessToken: accessToken) }
        let person = try await self.userInfo(accessToken, subject: claims.subject, rule, description)
        guard !description.tellsProvider || person.idp != nil else { throw ProviderFault.userInfo(.claims) }
        return ProvedIdentity(
            issuer: claims.issuer, idp: person.idp, subject: claims.subject, name: person.name,
            level: self.party.secondFactor(level: claims.level, methods: claims.methods), idToken: idToken)
    }

    private func exchange(_ code: String, _ verifier: String, _ redirect: String, _ description: ProviderDescription) async throws -> (String, String) {
        var form = [
            (name: "grant_type", value: "authorization_code"), (name: "code", value: code), (name: "redirect_uri", value: redirect),
            (name: "code_verifier", value: verifier),
        ]
        var headers = [("accept", "application/json")]
        switch description.clientAuthentication {
        case .basic:
            // Both are escaped as in a form before they are joined (RFC 6749, section 2.3.1).
            let pair = "\(FormText.escape(self.party.clientID)):\(FormText.escape(self.party.clientSecret))"
            headers.append(("authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
        case .post: form += [(name: "client_id", value: self.party.clientID), (name: "client_secret", value: self.party.clientSecret)]
        }
        let answer = try await self.http.post(description.token.text, FormText.encode(form), headers: headers)
        guard answer.status < 500 else { throw ProviderFault.unreachable("\(answer.status) at the token endpoint") }
        let members = ClaimMembers(answer.body)
        guard answer.status == 200, let members else { throw ProviderFault.code(members?.text("error").map { String($0.prefix(60)) } ?? "\(answer.status)") }
        guard let idToken = members.text("id_token"), let accessToken = members.text("access_token"), members.text("token_type")?.lowercased() == "bearer",
            accessToken.utf8.count <= SignedToken.longest, accessToken.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw ProviderFault.answer("no ID token and access token of type Bearer") }
        return (idToken, accessToken)
    }

    /// Asks what the provider says of the person, which must be signed.
    private func userInfo(_ accessToken: String, subject: String, _ rule: TokenRule, _ description: ProviderDescription) async throws -> TokenClaims {
        let answer = try await self.http.get(
            description.userInfo.text, headers: [("authorization", "Bearer \(accessToken)"), ("accept", "application/jwt")])
        guard answer.status == 200 else { throw ProviderFault.unreachable("\(answer.status) at the userinfo endpoint") }
        guard answer.type.lowercased().split(separator: ";").first == "application/jwt" else { throw ProviderFault.userInfo(.unsigned) }
        guard let text = String(validating: answer.body, as: UTF8.self) else { throw ProviderFault.userInfo(.malformed) }
        let claims = try await self.verified(text.trimmingCharacters(in: .whitespacesAndNewlines), description) { ProviderFault.userInfo($0) }
        try Self.telling(ProviderFault.userInfo) { () throws(TokenFault) in try rule.check(userInfo: claims, subject: subject) }
        return claims
    }

    /// Verifies that the provider signed a token with the pinned algorithm, and returns its claims.
    private func verified(_ text: String, _ description: ProviderDescription, _ fault: (TokenFault) -> ProviderFault) async throws -> TokenClaims {
        let token = try Self.telling(fault) { () throws(TokenFault) in
            let token = try SignedToken(text)
            try token.check(pinned: self.party.algorithm)
            return token
        }
        guard let key = try await self.key(token.keyID, description) else { throw fault(.unknownKey) }
        return try Self.telling(fault) { () throws(TokenFault) in try token.payload(signedWith: key) }
    }

    /// Turns a fault of a token into one of the provider. It stands apart from who asks because the optimiser of Swift 6.3 crashes on typed
    /// errors within an `async` function.
    @inline(never)
    private static func telling<Value>(_ fault: (TokenFault) -> ProviderFault, _ body: () throws(TokenFault) -> Value) throws -> Value {
        do throws(TokenFault) {
            return try body()
        } catch {
            throw fault(error)
        }
    }

    // MARK: Leaving

    /// Returns the address at the provider to which somebody is sent who leaves, so that the provider's own session ends too; `nil` where it
    /// offers none or is away.
    ///
    /// - Parameters:
    ///   - idToken: The one that they came with; without, the provider asks them.
    public func leave(idToken: String?, redirect: String, state: String) async -> String? {
        guard let endSession = try? await self.description().endSession else { return nil }
        let who = idToken.map { (name: "id_token_hint", value: $0) } ?? (name: "client_id", value: self.party.clientID)
        return endSession.adding([who, (name: "post_logout_redirect_uri", value: redirect), (name: "state", value: state)])
    }

    // MARK: What it says of itself

    private func description() async throws -> ProviderDescription {
        let found = try await self.look(self.described) { () async throws -> ProviderDescription in
            let answer = try await self.http.get(self.party.issuer.discovery, headers: [("accept", "application/json")])
            guard answer.status == 200 else { throw ProviderFault.unreachable("\(answer.status) at its description") }
            return try self.read(answer.body)
        }
        guard let found else { throw ProviderFault.unreachable("it did not describe itself a moment ago") }
        return found
    }

    @inline(never)
    private func read(_ body: [UInt8]) throws -> ProviderDescription { try ProviderDescription(body, for: self.party) }

    private func key(_ id: String?, _ description: ProviderDescription) async throws -> (any JWTAlgorithm)? {
        let keys = try await self.look(self.published, holds: { $0.key(id) != nil }) { () async throws -> PublishedKeys in
            let answer = try await self.http.get(description.keys.text, headers: [("accept", "application/json")])
            guard answer.status == 200 else { throw ProviderFault.unreachable("\(answer.status) at its keys") }
            return try await PublishedKeys.read(answer.body, for: self.party.algorithm)
        }
        return keys?.key(id)
    }

    /// Returns what is kept, or what the provider says now; `nil` where it may not be asked yet.
    private func look<Value: Sendable>(
        _ kept: Locked<KeptAnswer<Value>>, holds: (Value) -> Bool = { _ in true }, _ ask: () async throws -> Value
    ) async throws -> Value? {
        for _ in 0..<100 {
            switch kept.withLock({ $0.look(at: self.now(), holds) }) {
            case .use(let value): return value
            case .nothing: return nil
            case .wait: try await Task.sleep(for: .milliseconds(100))
            case .ask:
                do {
                    let value = try await ask()
                    kept.withLock { $0.said(value, at: self.now()) }
                    return value
                } catch {
                    kept.withLock { $0.failed() }
                    throw error
                }
            }
        }
        throw ProviderFault.unreachable("it does not answer")
    }
}

/// The person whom a provider proved somebody to be.
public struct ProvedIdentity: Hashable, Sendable {
    /// The provider's identifier (`iss`).
    public let issuer: String
    /// Which of the providers behind it knew the person, where it tells.
    public let idp: String?
    /// The person's name at the provider (`sub`).
    public let subject: String
    /// What the provider calls the person.
    public let name: String?
    /// The level, or else the method, by which the provider vouches for a second factor, where it is one that counts.
    public let level: String?
    /// The ID token, which the provider wants to see when the person leaves.
    public let idToken: String
}
