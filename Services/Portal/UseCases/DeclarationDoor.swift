import Mortality
import Web

/// Hands on to Ingest what was typed into a form without a script, with the clerk's own token, as a device does.
protocol DeclarationDoor: Sendable {
    /// Hands a declaration on. However often it is handed on, it is one declaration.
    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome

    /// Reads the state of a declaration.
    ///
    /// - Returns: `nil` where it is not known, or not within the token's reach.
    /// - Throws: `DoorClosed` where nobody could be asked.
    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration?
}

/// Ingest's answer to a declaration that was handed on.
enum DeclarationOutcome: Hashable, Sendable {
    /// The broker holds the declaration.
    case received(receipt: String)
    /// The declaration's id and revision already have another content.
    case contradicted
    /// The declaration is refused, for this reason in French, because of this field where one is at fault.
    case refused(field: String?, reason: String)
    /// The declaration could not be taken now; the same may be handed on again.
    case closed(DoorClosed)
}

/// Ingest did not answer, or said to come again later.
struct DoorClosed: Error, Hashable, Sendable {
    /// After how many seconds another attempt makes sense.
    var retryAfter = 5
    /// Whether Ingest refused the token, so that another one may be accepted.
    var isTokenRefused = false
}
