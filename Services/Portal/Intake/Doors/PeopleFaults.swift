import Accounts
import Hummingbird
import Logging
import Mortality
import Persistence
import Runtime
import Web

/// Turns the errors of stores, hasher and signer into problems, in one place: outages, refusals, and faults of Vigie.
struct PeopleFaults: RouterMiddleware {
    typealias Context = WebContext

    let logger: Logger

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            // What another service said, and makes no sense, is no fault of who asks.
            if error is Rejection, !Self.isOfPeople(context.endpointPath) { throw error }
            guard let problem = Self.problem(of: error) else { throw error }
            if error is DatabaseError { self.logger.warning("the database did not do it", metadata: ["error": "\(error)"]) }
            throw problem
        }
    }

    /// The addresses at which a refused value is one that was sent.
    private static let addresses = [
        "/v1/account", "/v1/colleagues", "/v1/token", "/v1/audit", "/v1/session", "/v1/communes", "/v1/town-hall", "/comptes", "/mon-compte", "/mairie",
        "/appels", "/audit", "/ouvertures", "/v1/departments/{code}/opening", "/v1/departments/{code}/pause", "/v1/departments/{code}/close",
    ]

    private static func isOfPeople(_ address: String?) -> Bool {
        guard let address else { return false }
        return self.addresses.contains { address.hasPrefix($0) }
    }

    /// Returns the problem of an error; `nil` for one that is neither a refusal nor an outage, which is logged as a fault.
    static func problem(of error: any Error) -> Problem? {
        switch error {
        case let error as AccountError: self.problem(of: error)
        case let rejection as Rejection: .notAdmitted(field: rejection.field, reason: rejection.reason)
        case let error as DatabaseError: self.isAway(error) ? .unavailable("accounts cannot be looked up now", retryAfter: 10) : nil
        case let fault as PasswordHasherFault: self.problem(of: fault)
        case is TokenSigner.NoKey: .unavailable("no token can be signed now", retryAfter: 10)
        default: nil
        }
    }

    private static func problem(of error: AccountError) -> Problem? {
        switch error.code {
        case .notFound: .notFound("there is no such account within your reach")
        case .invalid: .notAdmitted(field: "account", reason: error.description)
        case .loginTaken: .notAdmitted(field: "login", reason: "somebody has this login already")
        case .unknownPlace: .notAdmitted(field: "territory", reason: "a place that is not loaded here")
        case .disabled: .conflict("the account is closed: open it first")
        case .notHeld: .conflict("the account is not a clerk of this commune")
        case .notFirst: .forbidden("the first account of a commune invites colleagues; this is another")
        case .tooMany: .conflict("as many colleagues are invited as may be")
        case .identityTaken: .conflict("the identity is tied to another account")
        case .lastWay: .conflict("the account has no password: set one first")
        case .stale: .conflict("the account was changed meanwhile: look at it again, then do it anew")
        case .closed: .conflict("the department is closed: open it again first")
        case .broken: nil
        }
    }

    private static func problem(of fault: PasswordHasherFault) -> Problem? {
        switch fault {
        case .full, .late, .cancelled: .unavailable("too many sign in at once", retryAfter: 5)
        case .failed: nil
        }
    }

    /// Returns whether the database is away or too busy; its other errors are faults of Vigie.
    private static func isAway(_ error: DatabaseError) -> Bool {
        switch error.code {
        case .connectionFailed, .connectionLost, .outcomeUnknown, .unavailable, .poolExhausted, .timedOut, .lockTimedOut, .cancelled, .serialization,
            .deadlock:
            true
        default: false
        }
    }
}
