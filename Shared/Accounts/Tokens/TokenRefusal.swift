/// Why a token is worth nothing.
public enum TokenRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no token, or of a layout that this version does not know.
    case malformed
    /// Nobody here knows the key that signed it; it may have been made just now.
    case unknownKey(TokenKeyID)
    /// The key's time is over.
    case expiredKey
    /// Somebody changed it, or made it up.
    case wrongSignature
    /// It was issued later than now, by more than clocks may differ.
    case notYet
    /// Its time is over.
    case expired
    /// It claims more time than a token has.
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
