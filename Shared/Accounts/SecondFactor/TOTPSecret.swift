import Crypto
import Formats

/// The secret that a person's authenticator application shares with Vigie: six digits every 30 seconds (RFC 6238 with SHA-1, which
/// is what all applications know; that SHA-1 collides does not weaken an HMAC).
public struct TOTPSecret: Hashable, Sendable, KeptSecret {
    /// The secret itself: 160 bits, as RFC 4226 recommends.
    private let bytes: [UInt8]

    /// Draws a new secret.
    public init() { self.bytes = SecretBytes.draw(20) }

    /// Takes the twenty bytes of a secret; `nil` for another number of bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 20 else { return nil }
        self.bytes = bytes
    }

    /// The secret for somebody who types it instead of scanning: 32 characters of base32.
    public var text: String { Base32.encode(self.bytes) }

    // MARK: Codes

    /// Returns the step that an instant lies in: the number of its 30 seconds since 1970.
    ///
    /// - Parameter seconds: Since 1970.
    public static func step(at seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 30 : 0 }

    /// Computes the six digits of a step's code.
    public func code(of step: Int64) -> String {
        let digits = String(self.number(of: step) % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Finds the step whose code somebody typed, to be stored as the last one used; `nil` when the code is wrong.
    ///
    /// The step before and the one after count too, for clocks that differ. A code counts once: none of a step up to the last
    /// one used is taken, so that who looked over a shoulder cannot use it again.
    ///
    /// - Parameters:
    ///   - typed: Six digits; spaces between them do not matter.
    ///   - seconds: Now, since 1970.
    ///   - last: The step that was used last, if one was.
    public func step(of typed: String, at seconds: Int64, after last: Int64?) -> Int64? {
        guard typed.utf8.count <= 32 else { return nil }
        let digits = Array(typed.utf8.filter { $0 != 0x20 })
        let now = Self.step(at: seconds)
        // All three are computed and compared, so that the time taken does not tell which one it was.
        let matching = [now - 1, now, now + 1].filter { step in SecretBytes.areEqual(Array(self.code(of: step).utf8), digits) }
        return matching.first { $0 > last ?? -1 && $0 >= 0 }
    }

    /// Computes the number that a step's digits are taken from: 31 bits of the HMAC, at the offset that its last four bits say (RFC 4226,
    /// section 5.3).
    func number(of step: Int64) -> UInt32 {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: self.bytes)))
        let start = Int((code.last ?? 0) & 0x0F)
        return code[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }

    // MARK: What the application is given

    /// The address that a QR code carries to the application: `otpauth://totp/Vigie:marie.le-goff?secret=…&issuer=Vigie…`.
    ///
    /// - Parameters:
    ///   - login: Under what the account signs in; it stands in the application's list.
    ///   - issuer: The name of the installation, which stands before the login.
    public func address(login: String, issuer: String = "Vigie") -> String {
        let (issuer, login) = (Self.escaped(issuer), Self.escaped(login))
        return "otpauth://totp/\(issuer):\(login)?secret=\(self.text)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { escaped, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + Hex.text([byte]).uppercased()
            }
        }
    }

    // MARK: In the database

    /// Seals the secret for the database with ChaCha20-Poly1305, bound to the account, so that a row copied to another account opens nothing.
    ///
    /// - Throws: `TOTPSealFault`; sealing does not fail in practice.
    public func sealed(for account: AccountID, under secret: PortalSecret) throws(TOTPSealFault) -> [UInt8] {
        guard let box = try? ChaChaPoly.seal(self.bytes, using: secret.key(for: .totp), authenticating: Self.binding(account)) else {
            throw TOTPSealFault()
        }
        return [Self.sealVersion] + box.combined
    }

    /// Opens a secret from the database.
    ///
    /// - Throws: `TOTPSealFault` when it was sealed for another account or under another secret, or was altered.
    public init(sealed: [UInt8], for account: AccountID, under secret: PortalSecret) throws(TOTPSealFault) {
        guard sealed.first == Self.sealVersion, let box = try? ChaChaPoly.SealedBox(combined: sealed.dropFirst()),
            let bytes = try? ChaChaPoly.open(box, using: secret.key(for: .totp), authenticating: Self.binding(account)),
            let opened = TOTPSecret(bytes: Array(bytes))
        else { throw TOTPSealFault() }
        self = opened
    }

    /// The first byte of a sealed secret, by which a later way of sealing can be told from this one.
    private static let sealVersion: UInt8 = 1

    private static func binding(_ account: AccountID) -> [UInt8] { [self.sealVersion] + account.bytes }
}

/// What is stored of a second factor cannot be opened: it belongs to another account or another secret, or was altered.
public struct TOTPSealFault: Error, Hashable, Sendable {
    /// Makes the fault; it carries nothing of what could not be opened.
    public init() {}
}
