import Accounts
import Web

/// Ends sessions of the person who asks, and of nobody else.
struct Leaving: Sendable {
    let people: People

    /// Ends the session that asks.
    func leave(_ person: Person, from origin: RequestOrigin) async throws {
        self.people.directory.forget(person.session)
        try await self.people.sessions.end(person.session, of: person.account, as: .signedOut, by: origin.author(person.account))
        self.people.directory.forget(person.session)
    }

    /// Ends another session of the same account; returns whether it existed.
    @discardableResult
    func end(_ session: SessionReference, of person: Person, from origin: RequestOrigin) async throws -> Bool {
        let ended = try await self.people.sessions.end(session, of: person.account, as: .sessionEnded, by: origin.author(person.account))
        if ended { self.people.directory.forget(session) }
        return ended
    }

    /// Ends all sessions of the account, and with them the form tokens that are bound to them.
    func leaveEverywhere(_ person: Person, from origin: RequestOrigin) async throws {
        try await self.people.sessions.endAll(of: person.account, by: origin.author(person.account))
        self.people.directory.forget(person.account)
    }
}
