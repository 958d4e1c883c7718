import Accounts
import Contracts
import LiveCopies
import Logging
import Mortality
import Runtime
import Web

/// The operations of a town hall's pages and of their API: reading what is known of its commune, and declaring through Ingest.
struct ClerkService: Sendable {
    /// The most declarations of a list.
    static let listed = 50

    let people: People
    let figures: any Figures
    let others: any Asking
    let door: any DeclarationDoor
    let past: @Sendable (CommuneCode) async -> PastDeaths?
    let clock: ZoneClock

    // MARK: Looking

    /// Reads what is known of a commune. While the ledger cannot be asked, the declarations are `nil` and the rest is there.
    func facts(of place: TownHallPlace, _ reference: ReferenceSnapshot?) async -> TownHallFacts {
        let (now, today) = (self.clock.instant, self.clock.today(in: place.commune.zone))
        let declarations = try? await self.declarations(of: place.commune.code)
        let first = today.advanced(by: -TownHallFacts.listedDays)
        let listed = declarations?.filter { declaration in
            (declaration.current.content?.day ?? today) >= first
                || declaration.madeAt.map { self.clock.day(of: $0, in: place.commune.zone) >= first } ?? true
        }
        let code = place.commune.code
        let counted: [CivilDay: CommuneDay] =
            self.figures.absence != nil || place.commune.isArrondissement
            ? [:]
            : self.figures.read { counts, _ in
                (0..<TownHallFacts.days).reduce(into: [:]) { known, back in
                    let day = today.advanced(by: -back)
                    known[day] = counts.communes(of: code.department, on: day)[code]
                }
            }
        return TownHallFacts(
            place: place, now: now, today: today,
            days: TownHallFacts.days(
                until: today, counted: { day in counted[day].map { (deaths: $0.deaths, isTold: $0.isReported) } }, declarations: declarations ?? []),
            declarations: listed, past: await self.past(code), telephone: reference?.lives[code.department]?.callCentre)
    }

    private func declarations(of commune: CommuneCode) async throws -> [StandingDeclaration] {
        var question = Vigie_V1_CommuneDeclarationsRequest()
        question.commune = commune.text
        question.limit = UInt32(Self.listed)
        let reply = try await self.others.ask(AggregationMethods.communeDeclarations, question, scope: .departments([commune.department]))
        return try reply.declarations.compactMap { try StandingDeclaration($0) }
    }

    /// Asks Ingest for the state of a declaration; `nil` where it is not known there.
    ///
    /// - Throws: `DoorClosed` where nobody could be asked.
    func standing(of id: DeclarationID, receipt: String?, at place: TownHallPlace) async throws -> StandingDeclaration? {
        try await self.withToken(for: place) { try await self.door.standing(of: id, receipt: receipt, with: $0, in: place.realm) }
    }

    // MARK: Declaring

    /// Hands a declaration to Ingest, in the person's own name.
    func declare(_ declaration: Declaration, at place: TownHallPlace) async -> DeclarationOutcome {
        do {
            return try await self.withToken(for: place) { token in
                let outcome = await self.door.declare(declaration, with: token, in: place.realm)
                if case .closed(let closed) = outcome { throw closed }
                return outcome
            }
        } catch let closed as DoorClosed {
            return .closed(closed)
        } catch {
            return .closed(DoorClosed(retryAfter: 10))
        }
    }

    /// How long the service waits after a refused token before it tries with a new one: a little more than the margin for which Ingest refuses
    /// the tokens of an account whose sessions or rights changed. Whoever ends a session on one device may be declaring on another.
    private static let renewal = TokenVerifier.revocationMargin + .milliseconds(500)

    /// Does something at the door with a token of the person, and once more, with another, where that one was not taken.
    ///
    /// - Throws: `DoorClosed`; `TokenSigner.NoKey`.
    private func withToken<Answer>(for place: TownHallPlace, _ ask: (String) async throws -> Answer) async throws -> Answer {
        do {
            return try await ask(try self.token(for: place))
        } catch let closed as DoorClosed where closed.isTokenRefused {
            try await Task.sleep(for: Self.renewal)
            return try await ask(try self.token(for: place))
        }
    }

    /// Signs a token with which the person declares for the place.
    ///
    /// - Throws: `TokenSigner.NoKey`.
    private func token(for place: TownHallPlace) throws -> String {
        try self.people.signer.token(for: place.person.account, commune: place.commune.code, standing: place.standing).text
    }
}

/// The door of a Portal that was not told how to reach Ingest: it hands nothing on.
struct NoDoor: DeclarationDoor {
    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome { .closed(DoorClosed(retryAfter: 60)) }
    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration? {
        throw DoorClosed(retryAfter: 60)
    }
}
