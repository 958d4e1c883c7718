/// Why a token is refused.
public enum TokenRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no token, or of a layout that this version does not know.
    case malformed
    /// The key that signed it is not known here; it may have been made just now.
    case unknownKey(TokenKeyID)
    /// The key that signed it has expired.
    case expiredKey
    /// Its signature does not fit: somebody changed it, or made it up.
    case wrongSignature
    /// It was issued later than now, by more than clocks may differ.
    case notYet
    /// It has expired.
    case expired
    /// It claims a longer life than a token has.
    case tooLong
    /// The account was disabled, or lost a role or its commune, after it was issued.
    case revoked

    /// Says in English why the token is refused.
    public var description: String {
        switch self {
        case .malformed: "the token is none"
        case .unknownKey: "the token was signed with a key that is not known here"
        case .expiredKey: "the token was signed with a key whose time is over"
        case .wrongSignature: "the token's signature is wrong"
        case .notYet: "the token was issued in the future"
        case .expired: "the token has expired"
        case .tooLong: "the token claims more time than a token has"
        case .revoked: "the token was revoked"
        }
    }
}
