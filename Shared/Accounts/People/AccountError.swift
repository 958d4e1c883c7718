/// Why something cannot be done to an account, for whoever asked.
///
/// Callers match on ``code``; people read ``description``.
public struct AccountError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is.
    public enum Code: String, Sendable, CaseIterable {
        /// A value is not one that can be meant.
        case invalid
        /// There is no such account, or it was erased.
        case notFound
        /// Somebody else has this login.
        case loginTaken
        /// The reference list does not have the place.
        case unknownPlace
        /// The account is disabled.
        case disabled
        /// The account does not hold the role that would be moved.
        case notHeld
        /// Only the first account of a commune invites colleagues.
        case notFirst
        /// The commune has as many invited colleagues as it may have.
        case tooMany
        /// The identity is tied to another account.
        case identityTaken
        /// The account would lose the last way in.
        case lastWay
        /// What the decision was based on has changed meanwhile.
        case stale
        /// The department is closed.
        case closed
        /// The audit's chain is broken.
        case broken
    }

    /// What kind of refusal it is, for code to match on.
    public let code: Code
    /// Why it is refused, in English, for logs and operators.
    public let description: String

    /// Makes an error of a kind, with a sentence that says why.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
