import Accounts
import Runtime
import Web

/// Redeems invitations. Looking at one does not use it up, since scanners of mail open links.
struct Redemption: Sendable {
    let people: People

    enum Outcome: Sendable {
        /// The password is set. The person is signed in, or must show the second factor that the account had already.
        case done(SignInOutcome)
        case noSuchCode
        case refused(PasswordFault)
    }

    /// Returns the account that a code invites; `nil` when the code is unknown, was used, or has expired.
    ///
    /// - Throws: `Problem`, 429.
    func account(of typed: String, from origin: RequestOrigin) async throws -> Account? {
        try self.people.gate.attempt(from: origin)
        guard let code = try? InvitationCode(typed) else { return nil }
        let account = try await self.people.invitations.account(invitedBy: code)
        if account != nil { self.people.gate.succeeded(from: origin) }
        return account
    }

    /// Redeems a code and sets the password.
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
