public import Accounts
public import Hummingbird
public import Runtime
import Threading

/// Finds out who shows a credential: keys and tokens from memory, sessions by asking the directory of people.
public struct Visitors: Sendable {
    /// Returns the reference list in force; nothing before it was first read.
    let reference: @Sendable () -> ReferenceSnapshot?
    private let people: (any PeopleDirectory)?
    private let cookie: SessionCookie
    private let learnKey: @Sendable (APIKey) async -> Bool
    private let learnTokenKey: @Sendable (TokenKeyID) async -> Bool
    private let clock: ZoneClock
    private let verified = VerifiedTokens()

    /// Makes the one place that knows visitors, from whom it asks.
    ///
    /// - Parameters:
    ///   - people: Who knows people; without, cookies mean nothing.
    ///   - learnKey: Asks for a key that is not known, and says whether it is known now.
    ///   - learnTokenKey: The same for a key that tokens are signed with.
    public init(
        reference: @escaping @Sendable () -> ReferenceSnapshot?, people: (any PeopleDirectory)? = nil, cookie: SessionCookie = .secure,
        learnKey: @escaping @Sendable (APIKey) async -> Bool = { _ in false },
        learnTokenKey: @escaping @Sendable (TokenKeyID) async -> Bool = { _ in false }, clock: ZoneClock
    ) {
        self.reference = reference
        self.people = people
        self.cookie = cookie
        self.learnKey = learnKey
        self.learnTokenKey = learnTokenKey
        self.clock = clock
    }

    /// What is known of a credential without asking anybody.
    enum Recollection: Sendable {
        case settled(Arrival)
        /// Somebody must be asked; until then, this is what is known.
        case open(Arrival)
    }

    /// Finds out who sends a request, asking whoever must be asked. It is for streams, which look again while they last.
    public func arrival(of request: Request) async -> Arrival {
        let credential = self.credential(of: request)
        switch self.recall(credential) {
        case .settled(let arrival): return arrival
        case .open: return await self.ask(credential)
        }
    }

    func credential(of request: Request) -> Credential { Credential(request, cookie: self.cookie) }

    /// Recalls who shows a credential, from memory.
    func recall(_ credential: Credential) -> Recollection {
        switch credential {
        case .nothing: return .settled(self.stranger("send the key as `Authorization: Bearer …`"))
        case .unreadable: return .settled(self.stranger("the key is unknown or revoked"))
        case .key(let key):
            if let record = self.reference()?.keys.record(for: key) { return .settled(.known(.key(record))) }
            return .open(self.stranger("the key is unknown or revoked"))
        case .token(let text):
            guard let reference = self.reference(), let claims = self.verified.claims(of: text) else {
                return .open(self.stranger("the token is none"))
            }
            do throws(TokenRefusal) {
                try reference.tokens.check(claims, at: self.clock.instant)
                return .settled(.known(.bearer(claims)))
            } catch {
                return .settled(self.stranger(error.description))
            }
        case .session(let token):
            guard let people else { return .settled(self.stranger("send the key as `Authorization: Bearer …`")) }
            if let person = people.recalled(token) { return .settled(.known(.person(person))) }
            return .open(self.stranger("the session is over"))
        }
    }

    /// Finds out who shows a credential that memory does not know, by asking whoever may know.
    func ask(_ credential: Credential) async -> Arrival {
        switch credential {
        case .nothing, .unreadable: break
        case .key(let key): _ = await self.learnKey(key)
        case .token(let text): return await self.verify(text)
        case .session(let token):
            switch await self.people?.person(for: token) {
            case .known(let person): return .known(.person(person))
            case .unavailable(let lastKnown): return .unreachable(lastKnown: lastKnown)
            case .unknown, nil: return self.stranger("the session is over")
            }
        }
        switch self.recall(credential) {
        case .settled(let arrival), .open(let arrival): return arrival
        }
    }

    /// Finds out who bears a token, asking for its key where that is not known here.
    private func verify(_ text: String) async -> Arrival {
        switch self.verification(of: text) {
        case .success(let claims): return .known(.bearer(claims))
        case .failure(.unknownKey(let id)):
            _ = await self.learnTokenKey(id)
            switch self.verification(of: text) {
            case .success(let claims): return .known(.bearer(claims))
            case .failure(let refusal): return self.stranger(refusal.description)
            }
        case .failure(let refusal): return self.stranger(refusal.description)
        }
    }

    private func verification(of text: String) -> Result<DeclaringToken.Claims, TokenRefusal> {
        let tokens = self.reference()?.tokens ?? TokenVerifier()
        do throws(TokenRefusal) {
            let claims = try tokens.claims(of: text, at: self.clock.instant)
            self.verified.remember(claims, of: text)
            return .success(claims)
        } catch {
            return .failure(error)
        }
    }

    /// Notes that somebody asked for something.
    func note(_ visitor: Visitor) {
        if case .person(let person) = visitor { self.people?.used(by: person) }
    }

    /// Makes the arrival of somebody unknown; before keys are loaded, everybody is.
    private func stranger(_ reason: String) -> Arrival {
        .nobody(self.reference() == nil ? .unavailable("keys and communes are not loaded yet") : .unauthorized(reason))
    }
}

/// The tokens that were verified lately: a form sends the same one several times, and verifying a signature is the one thing that costs
/// anything before anybody is known.
final class VerifiedTokens: Sendable {
    /// What the tokens say, by their text: 1 MiB, some two thousand tokens. A forgotten one is verified again.
    private let known = Locked(BoundedCache<String, DeclaringToken.Claims>(limit: 1 << 20))

    /// Recalls what a token says; `nil` when it was not verified lately. Whether it has expired since is not checked here.
    func claims(of text: String) -> DeclaringToken.Claims? { self.known.withLock { $0.value(of: text) } }

    func remember(_ claims: DeclaringToken.Claims, of text: String) {
        self.known.withLock { $0.keep(claims, as: text, weight: 400) }
    }
}
