/// Seals what is kept beside a session that an identity provider opened: the ID token, which the provider wants to see when the person leaves.
public enum SessionHint {
    /// The longest ID token that is kept, in bytes; without one the provider asks the person whether to leave.
    static let longest = 8_192

    static func sealed(_ idToken: String?, under secret: PortalSecret) -> [UInt8]? {
        guard let idToken, idToken.utf8.count <= self.longest else { return nil }
        return secret.sealed(Array(idToken.utf8), for: .hint)
    }

    static func opened(_ sealed: [UInt8]?, under secret: PortalSecret) -> String? {
        sealed.flatMap { secret.opened($0, for: .hint) }.flatMap { String(validating: $0, as: UTF8.self) }
    }
}
