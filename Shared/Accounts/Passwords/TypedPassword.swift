import Foundation

/// A password as somebody typed it, brought into the form that is hashed.
///
/// That form is Unicode's NFKC, as NIST SP 800-63B (section 5.1.1.2) advises: the same keys give `é` as one scalar on one system and
/// as `e` with an accent on another, and letters of full width on some keyboards; without it a person could not sign in from their
/// other device. What Unicode has assigned keeps its form in all later versions.
///
/// At sign-in nothing else is asked of it: rules that became stricter since must not keep anybody out.
public struct TypedPassword: Hashable, Sendable, KeptSecret {
    /// The most scalars that it has after normalisation.
    static let longest = 128
    /// The most bytes that are looked at; normalisation can make a text shorter.
    private static let mostBytes = 4_096

    /// The password in Unicode's form NFKC.
    let text: String

    /// Normalises a password; `nil` when it is too long to be anybody's, which says nothing of any account.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Self.mostBytes else { return nil }
        let text = typed.precomposedStringWithCompatibilityMapping
        guard text.unicodeScalars.count <= Self.longest else { return nil }
        self.text = text
    }

    /// The bytes that are hashed: the text in UTF-8.
    var bytes: [UInt8] { Array(self.text.utf8) }
}
