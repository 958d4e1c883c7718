/// Why an identity provider let nobody in. It is for the log and the audit; whoever signs in is told only that it did not work.
public enum ProviderFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The provider does not answer, or not with what was asked for.
    case unreachable(String)
    /// What the provider says of itself cannot be used.
    case description(String)
    /// The provider does not accept the code: it was used before, is over, or is another's.
    case code(String)
    /// The provider's answer to the code cannot be used.
    case answer(String)
    /// The ID token is refused.
    case idToken(TokenFault)
    /// What the provider says of the person is refused.
    case userInfo(TokenFault)

    /// Says in English why nobody was let in, without anything secret.
    public var description: String {
        switch self {
        case .unreachable(let why): "the provider is not reached: \(why)"
        case .description(let why): "the provider's description cannot be used: \(why)"
        case .code(let why): "the provider refuses the code: \(why)"
        case .answer(let why): "the provider's answer to the code cannot be used: \(why)"
        case .idToken(let fault): "the ID token is refused: \(fault.rawValue)"
        case .userInfo(let fault): "the userinfo is refused: \(fault.rawValue)"
        }
    }

    /// Whether trying again later may help.
    public var isOutage: Bool {
        if case .unreachable = self { return true }
        return false
    }

    /// The fault in a word or two, for the audit.
    public var word: String {
        switch self {
        case .unreachable: "unreachable"
        case .description: "description"
        case .code: "code"
        case .answer: "answer"
        case .idToken(let fault): "ID token, \(fault.rawValue)"
        case .userInfo(let fault): "userinfo, \(fault.rawValue)"
        }
    }
}

/// What is wrong with a signed token.
public enum TokenFault: String, Error, CaseIterable, Hashable, Sendable {
    /// It has not three parts, is too long, or holds no JSON.
    case malformed
    /// It is not signed although it must be.
    case unsigned
    /// Its header names another algorithm than the pinned one.
    case algorithm
    /// It demands an extension that is not known here (`crit`).
    case critical
    /// None of the provider's keys has its `kid`.
    case unknownKey = "unknown-key"
    case signature
    case issuer
    case audience
    /// It was made for another party (`azp`).
    case party
    case expired
    /// It claims to have been made too long ago, or in the future.
    case issuedAt = "issued-at"
    case nonce
    case subject
    /// It belongs to another access token (`at_hash`).
    case accessToken = "access-token"
    /// A claim that must be there is not, or is of another type.
    case claims
}
