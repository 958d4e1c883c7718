import Crypto
import Formats

/// The one secret that Portal's instances and `vigiectl` share: 32 bytes, kept in a file.
///
/// It is never used itself. Each purpose has a key of its own, derived by HKDF-SHA256 (RFC 5869), so that what is made for one is
/// worth nothing for another. With a new secret all invitations, recovery codes, device marks, form tokens and second factors
/// that were made under the old one are void; passwords and sessions are not touched.
public struct PortalSecret: Sendable, KeptSecret {
    /// What a derived key is for. The raw values enter the derivation and never change.
    enum Purpose: String, CaseIterable {
        /// The HMACs that are stored of codes of invitation.
        case invitation
        /// The HMACs that are stored of recovery codes.
        case recovery
        /// The HMACs that form tokens are.
        case form
        /// The HMACs of device marks.
        case device
        /// The HMAC of a challenge: what a browser holds between the password and the second factor.
        case challenge
        /// The sealing of TOTP secrets.
        case totp
        /// The sealing of a sign-in by the identity provider that has not come back yet.
        case flow
        /// The sealing of an identity that was proved and is tied to no account yet.
        case identity
        /// The sealing of the ID token that the identity provider is shown when a session ends.
        case hint
        /// The sealing of mails that wait to be sent.
        case mail
        /// The HMACs by which one click puts an end to a commune's reminders.
        case reminder
    }

    /// Why a text is not a secret.
    public enum Fault: String, Error, Hashable, Sendable {
        /// It is not 64 hexadecimal digits.
        case notHexadecimal = "not-hexadecimal"
        /// It has so few different bytes that no generator can have drawn it.
        case notDrawn = "not-drawn"
    }

    private let root: SymmetricKey

    /// Draws a new secret.
    public init() { self.root = SymmetricKey(size: .bits256) }

    /// Reads 64 hexadecimal digits, as the file of the secret has them; a line's end may follow.
    ///
    /// - Throws: `Fault`.
    public init(hexadecimal text: String) throws(Fault) {
        let line = text.hasSuffix("\n") || text.hasSuffix("\r\n") ? text.dropLast() : text[...]
        guard let bytes = Hex.bytes(line), bytes.count == 32 else { throw .notHexadecimal }
        // Of 32 bytes that were drawn, fewer than 16 differ once in 10^10 times.
        guard Set(bytes).count >= 16 else { throw .notDrawn }
        self.root = SymmetricKey(data: bytes)
    }

    /// The secret as 64 hexadecimal digits.
    public var hexadecimal: String { Hex.text(self.root.withUnsafeBytes { Array($0) }) }

    /// Derives the key of a purpose.
    func key(for purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: self.root, salt: Array("vigie portal 1".utf8), info: Array(purpose.rawValue.utf8), outputByteCount: 32)
    }

    /// Computes the HMAC-SHA256 of bytes under the key of a purpose.
    func code(of bytes: [UInt8], for purpose: Purpose) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: self.key(for: purpose)))
    }

    /// Seals bytes with ChaCha20-Poly1305 under the key of a purpose; `nil` when that fails, which it does not in practice.
    func sealed(_ bytes: [UInt8], for purpose: Purpose) -> [UInt8]? {
        (try? ChaChaPoly.seal(bytes, using: self.key(for: purpose), authenticating: [Self.sealVersion])).map { [Self.sealVersion] + $0.combined }
    }

    /// Opens what was sealed; `nil` for what was sealed for another purpose or under another secret, or was altered.
    func opened(_ sealed: [UInt8], for purpose: Purpose) -> [UInt8]? {
        guard sealed.first == Self.sealVersion, let box = try? ChaChaPoly.SealedBox(combined: sealed.dropFirst()) else { return nil }
        return (try? ChaChaPoly.open(box, using: self.key(for: purpose), authenticating: [Self.sealVersion])).map { Array($0) }
    }

    private static let sealVersion: UInt8 = 1
}
