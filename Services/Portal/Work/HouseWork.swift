import Accounts
import Logging
import Runtime

/// The regular work on people's data. Every instance does it: each piece is harmless when done twice, and waits for nobody.
struct HouseWork: Sendable {
    let people: People
    let logger: Logger

    /// Chains the audit each second, until cancelled. One instance at a time does; the others find nothing to do.
    func chain() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                // What is left beyond one turn is chained at once.
                while let linked = try await self.people.audit.link(), linked >= 2_000, !Task.isCancelled {}
                failures = 0
            } catch {
                failures += 1
                // An outage is told once, not each second.
                if failures == 1 { self.logger.warning("the audit could not be chained", metadata: ["error": "\(error)"]) }
            }
            try? await Task.sleep(for: .seconds(failures > 0 ? 5 : 1))
        }
    }

    /// Writes into the log how far the audit's chain goes, so that a tail that is cut off shows.
    func tellHead() async {
        while !Task.isCancelled {
            do {
                if let head = try await self.people.audit.head() { self.logger.notice("audit head", metadata: ["head": "\(head)"]) }
            } catch {
                self.logger.warning("the audit's head could not be read", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(300))
        }
    }

    /// Removes what has expired: sessions, keys, revocations and used ways to the identity provider every ten minutes, old audit entries once
    /// a day.
    func clear(by instance: String) async {
        var sealedAt: ContinuousClock.Instant?
        while !Task.isCancelled {
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
            } catch {
                self.logger.warning("what is over could not be removed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(600))
        }
    }

    /// Returns the background work, which runs until the service stops.
    func services(instance: String) -> [Background] {
        [
            .untilStop { await self.people.directory.run() },
            .untilStop { await self.people.banner.run() },
            .untilStop { await self.people.signer.run() },
            .untilStop { await self.chain() },
            .untilStop { await self.tellHead() },
            .untilStop { await self.clear(by: instance) },
        ]
    }
}
