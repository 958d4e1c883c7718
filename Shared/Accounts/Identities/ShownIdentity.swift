import Foundation
import Formats

/// An identity that somebody has just proved to be theirs and that opens no session yet: no account is tied to it, or a code of the
/// account's second factor is still to come. The browser keeps it, sealed, for a quarter of an hour.
public struct ShownIdentity: Hashable, Sendable, KeptSecret {
    /// How long the browser may hold it: a quarter of an hour.
    public static let lifetime: Duration = .seconds(900)
    private static let lifetimeInSeconds: Int64 = 900
    /// The longest ID token that is kept, in bytes: browsers refuse cookies of more than 4,096.
    private static let longestHint = 2_000

    /// The identity that the person proved to be theirs.
    public let identity: Identity
    /// What the provider calls the person, shown to them so that they see that it is them. It is kept nowhere.
    public let name: String?
    /// The level that the provider vouches for, where it is one that counts as a second factor.
    public let level: String?
    /// The ID token, which the provider wants to see when the person leaves.
    public let idToken: String?

    /// Takes what the provider told; name and level are cut after 100 characters, and control characters become spaces.
    public init(identity: Identity, name: String?, level: String?, idToken: String?) {
        self.identity = identity
        self.name = name.flatMap { AuditText.line($0, atMost: 100) }
        self.level = level.flatMap { AuditText.line($0, atMost: 100) }
        self.idToken = idToken
    }

    /// Opens a cookie; `nil` for one that was not sealed by us, was altered, or is over.
    public init?(_ text: String, at seconds: Int64, under secret: PortalSecret) {
        guard text.utf8.count <= 4_096, let sealed = Base64URL.decode(text), let bytes = secret.opened(sealed, for: .identity),
            let kept = try? JSONDecoder().decode(Kept.self, from: Data(bytes)), (-30...Self.lifetimeInSeconds).contains(seconds &- kept.shownAt)
        else { return nil }
        self.init(identity: kept.identity, name: kept.name, level: kept.level, idToken: kept.idToken)
    }

    /// Seals the identity into the value of a cookie; `nil` when it cannot be sealed, which does not happen in practice.
    public func sealed(at seconds: Int64, under secret: PortalSecret) -> String? {
        let hint = self.idToken.flatMap { $0.utf8.count <= Self.longestHint ? $0 : nil }
        let kept = Kept(identity: self.identity, name: self.name, level: self.level, idToken: hint, shownAt: seconds)
        guard let bytes = try? JSONEncoder().encode(kept) else { return nil }
        return secret.sealed(Array(bytes), for: .identity).map { Base64URL.encode($0) }
    }

    private struct Kept: Codable {
        let identity: Identity
        let name: String?
        let level: String?
        let idToken: String?
        let shownAt: Int64
    }
}
