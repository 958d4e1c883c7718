import Accounts
import Runtime
import Web

/// Opens accounts by invitation. Looking uses nothing up: scanners of mail open links.
struct Redemption: Sendable {
    let people: People

    enum Outcome: Sendable {
        /// The password is set, and the person is in, or shows the second factor that the account had already.
        case done(SignInOutcome)
        case noSuchCode
        case refused(PasswordFault)
    }

    /// Whom a code invites; nothing when it is none, was used, or is over.
    ///
    /// - Throws: `Problem`, 429.
    func account(of typed: String, from origin: RequestOrigin) async throws -> Account? {
        try self.people.gate.attempt(from: origin)
        guard let code = try? InvitationCode(typed) else { return nil }
        let account = try await self.people.invitations.account(invitedBy: code)
        if account != nil { self.people.gate.succeeded(from: origin) }
        return account
    }

    /// Uses a code up and sets the password.
    func redeem(_ typed: String, password text: String, reference: ReferenceSnapshot?, from origin: RequestOrigin) async throws -> Outcome {
        guard let account = try await self.account(of: typed, from: origin), let code = try? InvitationCode(typed) else { return .noSuchCode }
        let password: Password
        switch PasswordWords.judge(text, for: account, reference) {
        case .success(let taken): password = taken
        case .failure(let fault): return .refused(fault)
        }
        let hash = try await self.people.hasher.hash(password)
        let redeemed = try await self.people.invitations.redeem(
            code, passwordHash: hash, address: origin.address, correlation: origin.correlation)
        guard let redeemed else { return .noSuchCode }
        self.people.directory.forget(redeemed.id)
        guard let credentials = try await self.people.accounts.credentials(of: redeemed.id) else { return .noSuchCode }
        return .done(try await SignIn(people: self.people).enter(credentials, from: origin))
    }
}
