import Mortality
import Web

/// Where Portal hands on what was typed into a form without a script: Ingest, with the clerk's own token, as a device does.
protocol DeclarationDoor: Sendable {
    /// Hands a declaration on. It is one declaration however often it is handed on.
    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome

    /// What became of a declaration.
    ///
    /// - Returns: Nothing where it is not known, or not within the token's reach.
    /// - Throws: `DoorClosed` where nobody could be asked.
    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration?
}

/// What Ingest said of a declaration that was handed on.
enum DeclarationOutcome: Hashable, Sendable {
    /// The broker holds it.
    case received(receipt: String)
    /// The id stands for another content already.
    case contradicted
    /// It is not taken: which field is at fault, where one is, and why, in French.
    case refused(field: String?, reason: String)
    /// Nobody could take it now; the same may be handed on again.
    case closed(DoorClosed)
}

/// Nobody answered, or said to come again later.
struct DoorClosed: Error, Hashable, Sendable {
    /// Seconds.
    var retryAfter = 5
    /// Whether the token was not taken: another one may be.
    var isTokenRefused = false
}
