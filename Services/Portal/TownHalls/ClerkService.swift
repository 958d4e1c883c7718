import Accounts
import Contracts
import LiveCopies
import Logging
import Mortality
import Runtime
import Web

/// What a town hall's pages and their API stand on: what is known of its commune, and the way to Ingest.
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

    /// What is known of a commune. While the ledger cannot be asked, its declarations are not known, and the rest is.
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

    /// What became of a declaration; nothing where it is not known there.
    ///
    /// - Throws: `DoorClosed` where nobody could be asked.
    func standing(of id: DeclarationID, receipt: String?, at place: TownHallPlace) async throws -> StandingDeclaration? {
        do {
            return try await self.door.standing(of: id, receipt: receipt, with: try self.token(for: place), in: place.realm)
        } catch let closed as DoorClosed where closed.isTokenRefused {
            try await Task.sleep(for: Self.renewal)
            return try await self.door.standing(of: id, receipt: receipt, with: try self.token(for: place), in: place.realm)
        }
    }

    // MARK: Declaring

    /// Hands a declaration on, in the person's own name.
    func declare(_ declaration: Declaration, at place: TownHallPlace) async -> DeclarationOutcome {
        do {
            let outcome = await self.door.declare(declaration, with: try self.token(for: place), in: place.realm)
            guard case .closed(let door) = outcome, door.isTokenRefused else { return outcome }
            try await Task.sleep(for: Self.renewal)
            return await self.door.declare(declaration, with: try self.token(for: place), in: place.realm)
        } catch {
            return .closed(DoorClosed(retryAfter: 10))
        }
    }

    /// How long after its sessions or rights changed an account has no token that is taken: a little more than Ingest's margin. Whoever ends a
    /// session on one device may be declaring on another.
    private static let renewal = Duration.microseconds(TokenVerifier.revocationMargin) + .milliseconds(500)

    /// - Throws: `TokenSigner.NoKey`.
    private func token(for place: TownHallPlace) throws -> String {
        try self.people.signer.token(for: place.person.account, commune: place.commune.code, standing: place.standing).text
    }
}

/// Where Portal was not told how to reach Ingest: nothing is handed on.
struct NoDoor: DeclarationDoor {
    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome { .closed(DoorClosed(retryAfter: 60)) }
    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration? {
        throw DoorClosed(retryAfter: 60)
    }
}
