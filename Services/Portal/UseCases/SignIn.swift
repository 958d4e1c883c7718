import Accounts
import Logging
import Mortality
import Runtime
import Web

/// The outcome of an attempt to sign in.
enum SignInOutcome: Sendable {
    case opened(OpenedSession)
    /// The password was right, and the account has a second factor: no session is opened before its code.
    case needsCode(SignInChallenge)
    /// The attempt failed. The answer is the same for an unknown account, a wrong password, a disabled account, and an expired challenge.
    case wrong
}

/// A session that was just opened, with what its browser is given.
struct OpenedSession: Sendable {
    let token: SessionToken
    let person: Person
    let marks: DeviceMarks
    /// How long the session may be idle.
    let idle: Duration
}

/// Signs people in: by password, then by the code of their second factor where they have one.
///
/// Unknown and known accounts take the same way: one look into the database, one hash, one line in the audit, and the same wait.
struct SignIn: Sendable {
    let people: People

    // MARK: The password

    /// Signs in with a login and a password.
    ///
    /// - Throws: `Problem`, 429; what the database or the hasher throws.
    func withPassword(_ password: String, login typed: String, from origin: RequestOrigin) async throws -> SignInOutcome {
        let login = try? Login(typed)
        let credentials: Credentials? = if let login { try await self.people.accounts.credentials(of: login) } else { nil }
        let mark = credentials.flatMap { origin.marks.mark(of: $0.account.id, at: self.people.seconds, under: self.people.secret) }
        let admission = try self.people.gate.attempt(typed, from: origin, mark: mark)
        let right = try await self.isRight(password, credentials, isFromKnownDevice: admission.isFromKnownDevice)
        if admission.hold > .zero { try await Task.sleep(for: admission.hold) }
        guard right, let credentials, self.mayEnter(credentials.account) else {
            try await self.refused(credentials?.account.id, "password", from: origin)
            return .wrong
        }
        self.people.gate.succeeded(admission)
        await self.renew(credentials, password)
        return try await self.enter(credentials, from: origin)
    }

    /// Signs in somebody who has shown that the account is theirs, at once or by way of the second factor.
    ///
    /// - Parameter shown: The identity that showed it, where it was not a password. Where the provider vouches for a second factor, none is
    ///   asked for here.
    func enter(_ credentials: Credentials, shown: ShownIdentity? = nil, from origin: RequestOrigin) async throws -> SignInOutcome {
        let account = credentials.account
        let provider = shown.map { ProviderSignIn(idToken: $0.idToken) }
        if let level = shown?.level { return try await self.open(account, proof: .provider(level: level), by: provider, from: origin) }
        if credentials.secondFactor?.sealed != nil {
            return .needsCode(SignInChallenge(for: account.id, version: account.version, at: self.people.seconds, under: self.people.secret))
        }
        return try await self.open(account, proof: nil, by: provider, from: origin)
    }

    private func isRight(_ password: String, _ credentials: Credentials?, isFromKnownDevice: Bool) async throws -> Bool {
        // What is too long is nobody's, and takes as long as any other.
        let typed = TypedPassword(password)
        guard let compared = typed ?? TypedPassword("") else { return false }
        return try await self.people.hasher.matches(
            compared, typed == nil ? nil : credentials?.passwordHash, from: isFromKnownDevice ? .knownDevice : .elsewhere)
    }

    func mayEnter(_ account: Account) -> Bool { account.disabledAt == nil && (!account.isDemo || self.people.allowsDemo) }

    /// Hashes a right password anew where its hash is of an older strength. A failure does not refuse the sign-in.
    private func renew(_ credentials: Credentials, _ password: String) async {
        guard let old = credentials.passwordHash, old.needsRenewal, let typed = TypedPassword(password) else { return }
        do {
            _ = try await self.people.accounts.rehash(credentials.account.id, from: old, to: try await self.people.hasher.renew(typed))
        } catch {
            self.people.logger.info("a password was not hashed anew", metadata: ["error": "\(error)"])
        }
    }

    // MARK: The second factor

    /// Signs in with the code of the second factor, after the password was right.
    ///
    /// - Parameters:
    ///   - challenge: As the form sent it.
    ///   - code: Six digits, or a recovery code.
    ///   - shown: The identity that was shown before, where it was not a password.
    /// - Throws: `Problem`, 429.
    func withCode(_ code: String, challenge text: String, shown: ShownIdentity? = nil, from origin: RequestOrigin) async throws -> CodeOutcome {
        guard let challenge = SignInChallenge(text, at: self.people.seconds, under: self.people.secret),
            let credentials = try await self.people.accounts.credentials(of: challenge.account), credentials.account.version == challenge.version,
            self.mayEnter(credentials.account)
        else { return .over }
        let account = credentials.account
        let mark = origin.marks.mark(of: account.id, at: self.people.seconds, under: self.people.secret)
        try self.people.gate.attemptCode(of: account.id, mark: mark)
        guard let proof = self.proof(code, credentials) else {
            try await self.refused(account.id, "second factor", from: origin)
            return .wrongCode
        }
        var provider: ProviderSignIn?
        if let shown, try await self.people.identities.credentials(of: shown.identity)?.account.id == account.id {
            provider = ProviderSignIn(idToken: shown.idToken)
        }
        guard case .opened(let session) = try await self.open(account, proof: proof, by: provider, from: origin) else { return .over }
        self.people.gate.succeededCode(of: account.id, mark: mark)
        return .opened(session)
    }

    enum CodeOutcome: Sendable {
        case opened(OpenedSession)
        /// The code is wrong; another may be tried.
        case wrongCode
        /// The challenge has expired or is void: the person must begin again.
        case over
    }

    /// Returns what a code proves; `nil` when it is wrong.
    func proof(_ code: String, _ credentials: Credentials) -> SecondFactorProof? {
        guard let factor = credentials.secondFactor, let sealed = factor.sealed else { return nil }
        let id = credentials.account.id
        if let secret = try? TOTPSecret(sealed: sealed, for: id, under: self.people.secret),
            let step = secret.step(of: code, at: self.people.seconds, after: factor.lastStep)
        {
            return .step(step)
        }
        var codes = factor.recoveryCodes
        guard let typed = try? RecoveryCode(code), let stored = codes.use(typed, of: id, under: self.people.secret) else { return nil }
        return .recoveryCode(stored: stored)
    }

    // MARK: The session

    /// Opens a session under a new token, and ends the one that the browser had.
    func open(
        _ account: Account, proof: SecondFactorProof?, by provider: ProviderSignIn? = nil, from origin: RequestOrigin
    ) async throws -> SignInOutcome {
        let token = SessionToken()
        guard
            try await self.people.sessions.open(
                token, for: account, proof: proof, by: provider, device: origin.device, address: origin.address, correlation: origin.correlation)
        else { return .wrong }
        await self.endOld(origin)
        let access = account.access
        let lacksSecondFactor = access.needsSecondFactor && proof == nil
        let person = Person(
            account: account.id, name: account.name, login: account.login.text, access: lacksSecondFactor ? .none : access, session: token.reference,
            lacksSecondFactor: lacksSecondFactor)
        return .opened(
            OpenedSession(
                token: token, person: person, marks: origin.marks.marking(account.id, at: self.people.seconds, under: self.people.secret),
                idle: access.idleLimit))
    }

    private func endOld(_ origin: RequestOrigin) async {
        guard let old = origin.session?.reference else { return }
        do {
            guard let session = try await self.people.sessions.session(old, isUse: false) else { return }
            try await self.people.sessions.end(old, of: session.account, as: .sessionEnded, by: origin.author(session.account))
            self.people.directory.forget(old)
        } catch {
            self.people.logger.info("an older session was not ended", metadata: ["error": "\(error)"])
        }
    }

    /// Writes a failed attempt into the audit, with the account where there is one. A login of nobody is not written down, since people type
    /// passwords there.
    func refused(_ account: AccountID?, _ what: String, from origin: RequestOrigin) async throws {
        try await self.people.audit.write(
            AuditNote(.signInRefused, by: origin.author(.nobody), on: account.map { "account:\($0)" }, detail: what))
    }
}
