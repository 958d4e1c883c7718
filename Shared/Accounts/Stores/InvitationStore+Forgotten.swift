import Persistence

extension InvitationStore {
    /// How long a code that was mailed to who forgot the password is valid.
    public static let mailedLifetime: Duration = .seconds(4 * 3_600)

    /// Makes a code for somebody who forgot their password, and stores the mail that brings it, both or neither. Password, invitation and
    /// second factor stay as they are until the code is redeemed; a code that was mailed before is void.
    ///
    /// - Parameters:
    ///   - turn: What tells one time from another: within the same turn an account gets one mail.
    ///   - write: Writes the mail that holds the code.
    /// - Returns: Whether a mail waits to be sent.
    /// - Throws: `AccountError` of code `notFound`, `stale` or `disabled`.
    public func mailCode(
        to account: Account, turn: String, by author: Author, in mails: MailStore, write: (InvitationCode) -> MailDraft
    ) async throws -> Bool {
        let code = InvitationCode()
        let draft = write(code)
        let mark = MailMark(.forgottenPassword, key: "\(account.id) \(turn)", account: account.id, worth: Self.mailedLifetime)
        return try await self.pool.transaction { transaction in
            let change = try await AccountChange(account.id, ifVersion: account.version, in: transaction)
            guard !change.isDisabled else { throw AccountError(.disabled, "the account is disabled") }
            guard try await mails.keep(draft, as: mark, in: transaction) else { return false }
            try await transaction.execute(
                """
                INSERT INTO portal.mailed_code (account, code_mac, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
                ON CONFLICT (account) DO UPDATE SET code_mac = excluded.code_mac, issued_at = now(), expires_at = excluded.expires_at
                """,
                [change.key, .bytes(code.stored(under: self.secret)), .double(Double(Self.mailedLifetime.components.seconds))])
            try await change.note(.invitationMailed, by: author, detail: MailKind.forgottenPassword.rawValue)
            return true
        }
    }
}
