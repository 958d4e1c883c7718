import Accounts
import Mortality
import Runtime
import Web

/// The operations of people on their own account.
struct OwnAccount: Sendable {
    /// How many seconds after signing in a person may change the second factor; later they sign in again, since a session that was left open,
    /// or stolen, must not shut its owner out.
    static let freshFor: Int64 = 15 * 60

    let people: People

    // MARK: The password

    enum PasswordOutcome: Sendable {
        case done
        case wrongCurrent
        /// The account has no password yet, and its session is too old to give it one.
        case notFresh
        case refused(PasswordFault)
    }

    /// Sets another password, or a first one beside the identity that opens the account where the person signed in lately. All other sessions
    /// end, and all tokens.
    ///
    /// - Parameter current: The password that stands; not looked at where there is none.
    /// - Throws: `Problem`, 429.
    func changePassword(
        of person: Person, from current: String, to text: String, reference: ReferenceSnapshot?, from origin: RequestOrigin
    ) async throws -> PasswordOutcome {
        let account: Account
        switch try await self.shown(current, by: person, from: origin) {
        case .yes(let shown): account = shown
        case .no: return .wrongCurrent
        case .notFresh: return .notFresh
        }
        let password: Password
        switch PasswordWords.judge(text, for: account, reference) {
        case .success(let taken): password = taken
        case .failure(let fault): return .refused(fault)
        }
        let hash = try await self.people.hasher.hash(password)
        try await self.people.accounts.setPassword(
            of: person.account, to: hash, keeping: person.session, ifVersion: account.version, by: origin.author(person.account))
        self.people.directory.forget(person.account, keeping: person.session)
        return .done
    }

    private enum Showing {
        case yes(Account)
        case no
        case notFresh
    }

    /// Returns whether the person has shown that the account is theirs: by its password, guesses of which are limited as they are at the
    /// sign-in; or, where it has none, by a recent sign-in.
    private func shown(_ password: String, by person: Person, from origin: RequestOrigin) async throws -> Showing {
        guard let credentials = try await self.people.accounts.credentials(of: person.account) else { return .no }
        guard credentials.account.hasPassword else { return try await self.isFresh(person) ? .yes(credentials.account) : .notFresh }
        let mark = origin.marks.mark(of: person.account, at: self.people.seconds, under: self.people.secret)
        let admission = try self.people.gate.attempt(person.login, from: origin, mark: mark)
        let isRight: Bool
        if let typed = TypedPassword(password) {
            isRight = try await self.people.hasher.matches(typed, credentials.passwordHash, from: .knownDevice)
        } else {
            isRight = false
        }
        if admission.hold > .zero { try await Task.sleep(for: admission.hold) }
        guard isRight else { return .no }
        self.people.gate.succeeded(admission)
        return .yes(credentials.account)
    }

    // MARK: The identity

    /// Unties the identity from an account that has a password. All other sessions end, and all tokens.
    ///
    /// - Throws: `AccountError` of code `lastWay`.
    func untie(_ person: Person, from origin: RequestOrigin) async throws {
        try await self.people.identities.untie(person.account, keeping: person.session, by: origin.author(person.account))
        self.people.directory.forget(person.account, keeping: person.session)
    }

    // MARK: The second factor

    /// A secret for the telephone, which is not in force before a code made with it comes back.
    struct Proposal: Sendable {
        let secret: TOTPSecret
        let login: String
        /// The address that the QR code contains.
        var address: String { self.secret.address(login: self.login) }
    }

    enum FactorOutcome: Sendable {
        /// The secret is in force. The session was replaced by one that has shown the second factor.
        case done(OpenedSession, codes: [RecoveryCode])
        case wrongCode
        /// The proposal has expired: the person must begin again.
        case over
    }

    /// Returns whether a person signed in recently enough to change their second factor.
    func isFresh(_ person: Person) async throws -> Bool {
        guard let session = try await self.people.sessions.session(person.session, isUse: false) else { return false }
        return self.people.seconds - session.openedAt.seconds <= Self.freshFor
    }

    /// Returns the secret that was proposed and not confirmed yet, or a new one.
    ///
    /// - Parameter anew: Whether a new one takes its place in any case.
    func proposal(to person: Person, anew: Bool = false) async throws -> Proposal {
        let credentials = try await self.people.accounts.credentials(of: person.account)
        if !anew, let sealed = credentials?.secondFactor?.proposed,
            let secret = try? TOTPSecret(sealed: sealed, for: person.account, under: self.people.secret)
        {
            return Proposal(secret: secret, login: person.login)
        }
        let secret = TOTPSecret()
        try await self.people.factors.propose(try secret.sealed(for: person.account, under: self.people.secret), to: person.account)
        return Proposal(secret: secret, login: person.login)
    }

    /// Puts the proposed secret into force, if the code is one of it.
    func confirm(_ code: String, by person: Person, from origin: RequestOrigin) async throws -> FactorOutcome {
        let id = person.account
        try self.people.gate.attemptCode(of: id, mark: nil)
        guard let sealed = try await self.people.accounts.credentials(of: id)?.secondFactor?.proposed,
            let secret = try? TOTPSecret(sealed: sealed, for: id, under: self.people.secret)
        else { return .over }
        guard let step = secret.step(of: code, at: self.people.seconds, after: nil) else { return .wrongCode }
        let (codes, stored) = RecoveryCodes.draw(for: id, under: self.people.secret)
        // Whoever came by a provider leaves by it: the session that takes the place of theirs knows it too.
        let provider = try await self.people.sessions.provider(of: person.session)
        // The step before is kept as used, so that this code opens the session that takes the place of the one that asks, and then
        // nothing more.
        guard try await self.people.factors.confirm(sealed, step: step - 1, recoveryCodes: stored, of: id, keeping: nil, by: origin.author(id)) else {
            return .over
        }
        self.people.directory.forget(id)
        self.people.gate.succeededCode(of: id, mark: nil)
        guard let account = try await self.people.accounts.account(id),
            case .opened(let session) = try await SignIn(people: self.people).open(account, proof: .step(step), by: provider, from: origin)
        else { return .over }
        return .done(session, codes: codes)
    }

    // MARK: Erasure

    enum ErasureOutcome: Sendable {
        case done
        case wrongPassword
        /// The account has no password, and its session is too old.
        case notFresh
    }

    /// Erases the person who asks, once they have shown their password or, where they have none, have signed in lately. Declarations keep a
    /// pseudonym.
    func erase(_ person: Person, password: String, from origin: RequestOrigin) async throws -> ErasureOutcome {
        switch try await self.shown(password, by: person, from: origin) {
        case .no: return .wrongPassword
        case .notFresh: return .notFresh
        case .yes:
            try await self.people.accounts.erase(person.account, by: origin.author(person.account))
            self.people.directory.forget(person.account)
            return .done
        }
    }
}
