import Accounts
import Web

/// Ends sessions: one's own, and no others.
struct Leaving: Sendable {
    let people: People

    /// The one that asks.
    func leave(_ person: Person, from origin: RequestOrigin) async throws {
        self.people.directory.forget(person.session)
        try await self.people.sessions.end(person.session, of: person.account, as: .signedOut, by: origin.author(person.account))
        self.people.directory.forget(person.session)
    }

    /// Another one of the same account; whether it was there.
    @discardableResult
    func end(_ session: SessionReference, of person: Person, from origin: RequestOrigin) async throws -> Bool {
        let ended = try await self.people.sessions.end(session, of: person.account, as: .sessionEnded, by: origin.author(person.account))
        if ended { self.people.directory.forget(session) }
        return ended
    }

    /// All of them, and the tokens that forms hold.
    func leaveEverywhere(_ person: Person, from origin: RequestOrigin) async throws {
        try await self.people.sessions.endAll(of: person.account, by: origin.author(person.account))
        self.people.directory.forget(person.account)
    }
}
