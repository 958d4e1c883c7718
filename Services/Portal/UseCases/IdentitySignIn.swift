import Accounts
import Formats
import Logging
import OIDC
import Runtime
import Web

/// Signs people in through an identity provider, to the account that their identity is tied to, or leads them on to tie it to one.
struct IdentitySignIn: Sendable {
    /// The address that the provider leads back to after a sign-in.
    static let returning = "/connexion/retour"
    /// The address that the provider leads back to after a sign-out.
    static let left = "/deconnexion"

    let people: People
    let provider: SignInProvider

    // MARK: Going there

    /// Begins a sign-in: returns the cookie that the browser keeps meanwhile, and the provider's address.
    ///
    /// - Throws: `Problem`, where the request does not say by which address people reach us.
    func begin(next: LocalPath?, root: String) async throws -> (cookie: String, address: String) {
        guard !root.isEmpty else { throw Problem.malformed("the request names no host that people could be led back to") }
        let flow = CodeFlow(redirect: root + Self.returning, next: next?.text, at: self.people.seconds)
        let address = try await self.asked {
            try await self.provider.provider.address(state: flow.state, nonce: flow.nonce, challenge: flow.challenge, redirect: flow.redirect)
        }
        guard let cookie = flow.sealed(under: self.people.secret) else { throw Problem.unavailable("no way to the provider could be begun") }
        return (cookie, address)
    }

    // MARK: Coming back

    enum Outcome: Sendable {
        case opened(OpenedSession, next: String?)
        /// The account has a second factor, and the provider did not vouch for one.
        case needsCode(SignInChallenge, ShownIdentity, next: String?)
        /// No account is tied to the identity.
        case untied(ShownIdentity)
        case closed
        /// The person cancelled at the provider.
        case gaveUp
        /// The answer is not to be trusted, or came too late.
        case failed
        case away
    }

    /// Finishes a sign-in with the provider's answer.
    ///
    /// - Parameter cookie: What the browser keeps of the way.
    /// - Throws: `Problem`, 429; what the database throws.
    func finish(_ answer: CodeFlow.Return, cookie: String?, from origin: RequestOrigin) async throws -> Outcome {
        try self.people.gate.attempt(from: origin)
        guard let flow = cookie.flatMap({ CodeFlow($0, under: self.people.secret) }) else {
            return try await self.refused("no way was begun in this browser", from: origin)
        }
        do {
            let saysIssuer = try await self.asked { try await self.provider.provider.saysIssuer() }
            let code = try self.code(of: flow, answer, saysIssuer: saysIssuer)
            // Before the code is shown to anybody: whoever sends the same redirect again is too late.
            guard try await self.people.identities.use(flow) else { return try await self.refused("a way that was used", from: origin) }
            let proved = try await self.asked {
                try await self.provider.provider.proof(code: code, verifier: flow.verifier, nonce: flow.nonce, redirect: flow.redirect)
            }
            guard let identity = Identity(issuer: proved.issuer, idp: proved.idp, subject: proved.subject) else {
                return try await self.refused("an identity that cannot be kept", from: origin)
            }
            self.people.gate.succeeded(from: origin)
            let shown = ShownIdentity(identity: identity, name: proved.name, level: proved.level, idToken: proved.idToken)
            return try await self.enter(shown, next: flow.next, from: origin)
        } catch let fault as CodeFlow.Fault {
            let outcome = try await self.refused(fault.rawValue, from: origin)
            return fault == .refused ? .gaveUp : outcome
        } catch let fault as ProviderFault {
            self.people.logger.warning("nobody was let in by the identity provider", metadata: ["fault": "\(fault)"])
            let outcome = try await self.refused(fault.word, from: origin)
            return fault.isOutage ? .away : outcome
        }
    }

    /// Checks the answer's state and issuer. It is a function of its own because the optimiser of Swift 6.3 crashes on typed errors within an
    /// `async` function.
    @inline(never)
    private func code(of flow: CodeFlow, _ answer: CodeFlow.Return, saysIssuer: Bool) throws -> String {
        try flow.code(from: answer, issuer: self.provider.provider.party.issuer.text, saysIssuer: saysIssuer, at: self.people.seconds)
    }

    private func enter(_ shown: ShownIdentity, next: String?, from origin: RequestOrigin) async throws -> Outcome {
        guard let credentials = try await self.people.identities.credentials(of: shown.identity) else { return .untied(shown) }
        let signIn = SignIn(people: self.people)
        guard signIn.mayEnter(credentials.account) else {
            try await signIn.refused(credentials.account.id, "identity provider, a closed account", from: origin)
            return .closed
        }
        switch try await signIn.enter(credentials, shown: shown, from: origin) {
        case .opened(let session): return .opened(session, next: next)
        case .needsCode(let challenge): return .needsCode(challenge, shown, next: next)
        case .wrong: return .failed
        }
    }

    private func refused(_ what: String, from origin: RequestOrigin) async throws -> Outcome {
        try await SignIn(people: self.people).refused(nil, "identity provider: \(what)", from: origin)
        return .failed
    }

    private func asked<Value>(_ ask: () async throws -> Value) async throws -> Value {
        try await self.provider.underWay.run(1, of: "", ask)
    }

    // MARK: Tying

    enum Tie: Sendable {
        case done(SignInOutcome)
        case noSuchCode
        /// The identity was tied to another account meanwhile.
        case taken
    }

    /// Redeems an invitation and ties the identity to its account, in place of a password.
    func tie(_ shown: ShownIdentity, code typed: String, from origin: RequestOrigin) async throws -> Tie {
        guard try await Redemption(people: self.people).account(of: typed, from: origin) != nil, let code = try? InvitationCode(typed) else {
            return .noSuchCode
        }
        do {
            let redeemed = try await self.people.invitations.redeem(
                code, tying: shown.identity, address: origin.address, correlation: origin.correlation)
            guard let redeemed else { return .noSuchCode }
            self.people.directory.forget(redeemed.id)
            guard let credentials = try await self.people.accounts.credentials(of: redeemed.id) else { return .noSuchCode }
            return .done(try await SignIn(people: self.people).enter(credentials, shown: shown, from: origin))
        } catch let error as AccountError where error.code == .identityTaken {
            return .taken
        }
    }
}

/// Signs people out at the identity provider too. Without that, whoever sits down at the same computer is signed in again by one click, for as
/// long as the provider's own session lasts.
struct Departure: Sendable {
    let people: People

    /// Returns the provider's address that ends its session, and the state by which the browser is recognised when it is led back. It returns
    /// `nil` where no provider opened the session, or the provider is away. It must be asked before the session ends.
    func prepare(_ session: SessionReference, root: String) async -> (address: String, state: String)? {
        guard let provider = self.people.provider, !root.isEmpty, let known = try? await self.people.sessions.provider(of: session) else { return nil }
        let state = SessionToken().text
        let address = await provider.provider.leave(idToken: known.idToken, redirect: root + IdentitySignIn.left, state: state)
        return address.map { ($0, state) }
    }
}
