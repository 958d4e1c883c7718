import Accounts
import Logging
import Runtime

/// The regular work on people's data. Every instance does it: each piece is harmless when done twice, and waits for nobody.
struct HouseWork: Sendable {
    let people: People
    let logger: Logger

    /// Chains the audit each second, until cancelled. One instance at a time does; the others find nothing to do.
    func chain() async {
        let work = Periodic(
            every: .seconds(1), retrying: .seconds(5)...(.seconds(5)), failure: "the audit could not be chained", logger: self.logger)
        await work.run {
            // What is left beyond one turn is chained at once.
            while let linked = try await self.people.audit.link(), linked >= 2_000, !Task.isCancelled {}
        }
    }

    /// Writes into the log how far the audit's chain goes, so that a tail that is cut off shows.
    func tellHead() async {
        await Periodic(every: .seconds(300), failure: "the audit's head could not be read", logger: self.logger).run {
            if let head = try await self.people.audit.head() { self.logger.notice("audit head", metadata: ["head": "\(head)"]) }
        }
    }

    /// Keeps a published key at hand that tokens are signed with, until cancelled.
    func publishKeys() async {
        let work = Periodic(
            every: .seconds(60), retrying: .seconds(1)...(.seconds(30)),
            failure: "a signing key could not be published; one that is published goes on for its time", logger: self.logger)
        await work.run { try await self.people.signer.renew() }
    }

    /// Removes what has expired: sessions, keys, revocations and used ways to the identity provider every ten minutes, old audit entries once
    /// a day.
    func clear(by instance: String) async {
        var sealedAt: ContinuousClock.Instant?
        await Periodic(every: .seconds(600), failure: "what is over could not be removed", logger: self.logger).run {
            do {
                while try await self.people.sessions.purge() >= 1_000, !Task.isCancelled {}
                try await self.people.tokens.purge()
                try await self.people.identities.purge()
                if sealedAt.map({ ContinuousClock.now - $0 >= .seconds(86_400) }) ?? true {
                    while try await self.people.audit.seal(by: Author(.service(instance))) > 0, !Task.isCancelled {}
                    sealedAt = .now
                }
            } catch let error as AccountError where error.code == .broken {
                sealedAt = .now
                self.logger.critical("the audit is not what it was", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Returns the background work, which runs until the service stops.
    func services(instance: String) -> [Background] {
        [
            .untilStop { await self.people.directory.run() },
            .untilStop { await self.people.banner.run() },
            .untilStop { await self.publishKeys() },
            .untilStop { await self.chain() },
            .untilStop { await self.tellHead() },
            .untilStop { await self.clear(by: instance) },
        ]
    }
}
