import Accounts
import Logging
import Mail
import Mortality
import Runtime
import Threading

/// The requests of people who forgot their password. They are noted at once and looked into afterwards, so that neither the answer nor the
/// time that it takes tells whether there is such an account.
final class ForgottenPasswords: Sendable {
    /// The most requests that may wait; beyond, a new one is refused until some were looked into.
    static let most = 1_000
    /// The length in seconds of a turn, in which an account is mailed at most once, however often somebody asks.
    static let turn: Int64 = 900

    /// A request: what somebody typed, where it came from, and how often it was tried.
    private struct Asked: Sendable {
        let text: String
        let origin: RequestOrigin
        var tries = 0
    }

    private let asked = Locked<[Asked]>([])

    /// Notes a request by what somebody typed: a login, or an e-mail address.
    ///
    /// - Throws: `Problem`, 429 for who asks too often, 503 while too many do.
    func ask(_ text: String, from origin: RequestOrigin, at gate: SignInGate) throws {
        try gate.attempt(from: origin)
        let typed = String(text.prefix(254))
        let isNoted = self.asked.withLock { asked in
            guard asked.count < Self.most else { return false }
            asked.append(Asked(text: typed, origin: origin))
            return true
        }
        guard isNoted else { throw Problem.unavailable("too many ask for a new password now", retryAfter: 30) }
    }

    /// Looks into the requests every half second until cancelled.
    func run(_ people: People, _ houseMail: HouseMail) async {
        let work = Periodic(every: .milliseconds(500), failure: "forgotten passwords could not be looked into", logger: people.logger)
        await work.run { await self.lookInto(people, houseMail) }
    }

    /// Looks into the requests that were noted so far. One that fails is tried three times.
    func lookInto(_ people: People, _ houseMail: HouseMail) async {
        let waiting = self.asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
        for var one in waiting {
            do {
                try await Self.mail(one.text, from: one.origin, people, houseMail)
            } catch {
                people.logger.warning("a forgotten password could not be looked into", metadata: ["error": "\(error)"])
                one.tries += 1
                guard one.tries < 3 else { continue }
                let again = one
                self.asked.withLock { $0.append(again) }
            }
        }
    }

    private static func mail(_ text: String, from origin: RequestOrigin, _ people: People, _ houseMail: HouseMail) async throws {
        let typed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let accounts = try await people.accounts.accounts(calledOrReached: String(typed))
        // A name that is nobody's is not written down: people type passwords there.
        if accounts.isEmpty { try await people.audit.write(AuditNote(.passwordForgotten, by: origin.author(.nobody))) }
        for account in accounts {
            try await people.audit.write(AuditNote(.passwordForgotten, by: origin.author(.nobody), on: account.id))
            guard self.mayBeMailed(account, people), let address = HouseMail.address(of: account) else { continue }
            do {
                _ = try await people.invitations.mailCode(
                    to: account, turn: "\(people.seconds / self.turn)", by: origin.author(.nobody), in: houseMail.mails
                ) { houseMail.forgottenPassword(account, $0, to: address) }
            } catch let error as AccountError where [.stale, .disabled, .notFound].contains(error.code) {
                // It was changed in this very moment: whoever asks may ask again.
            }
        }
    }

    /// Returns whether a mail alone may give an account a new password: not where its roles require a second factor and it has none yet, since
    /// the mail would then be the only lock.
    private static func mayBeMailed(_ account: Account, _ people: People) -> Bool {
        (!account.isDemo || people.allowsDemo) && (account.hasSecondFactor || !account.access.needsSecondFactor)
    }
}
