import Formats

/// What a browser holds between the right password and the code of the second factor: it says that somebody has shown the password of an
/// account, as the account was then, in the last five minutes. It opens nothing by itself, and there is no session before the code.
///
/// It is bound to the account's version, so a change of password, roles or second factor makes it void. Nothing is stored of it: who
/// uses it twice needs another code, and codes are counted (`SecondFactorThrottle`).
public struct SignInChallenge: Hashable, Sendable, KeptSecret {
    /// How long somebody may take from the password to the code: five minutes.
    public static let lifetime: Duration = .seconds(300)
    private static let lifetimeInSeconds: Int64 = 300

    /// The account whose password was shown.
    public let account: AccountID
    /// The account's version when the password was shown.
    public let version: Int64
    private let issued: Int64
    private let code: [UInt8]

    /// Makes a challenge for somebody who has just shown the right password.
    ///
    /// - Parameter seconds: Now, since 1970.
    public init(for account: AccountID, version: Int64, at seconds: Int64, under secret: PortalSecret) {
        self.account = account
        self.version = version
        self.issued = seconds
        self.code = secret.code(of: Self.payload(account, version, seconds), for: .challenge)
    }

    /// Reads a challenge; `nil` when we did not make it, or it is over.
    public init?(_ text: String, at seconds: Int64, under secret: PortalSecret) {
        guard text.utf8.count == Self.textLength, let bytes = Base64URL.decode(text), bytes.count == 64,
            let account = try? AccountID(bytes: Array(bytes[..<16]))
        else { return nil }
        let (version, issued) = (Self.number(bytes[16..<24]), Self.number(bytes[24..<32]))
        let code = secret.code(of: Self.payload(account, version, issued), for: .challenge)
        guard SecretBytes.areEqual(bytes[32...], code) else { return nil }
        // Instances' clocks may differ by a little.
        let (age, overflow) = seconds.subtractingReportingOverflow(issued)
        guard !overflow, (-30...Self.lifetimeInSeconds).contains(age) else { return nil }
        self.account = account
        self.version = version
        self.issued = issued
        self.code = code
    }

    private static let textLength = 86

    /// The challenge as the form carries it: 86 characters of base64url.
    public var text: String { Base64URL.encode(Self.payload(self.account, self.version, self.issued) + self.code) }

    private static func payload(_ account: AccountID, _ version: Int64, _ issued: Int64) -> [UInt8] {
        account.bytes + self.bytes(of: version) + self.bytes(of: issued)
    }

    private static func bytes(of number: Int64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) } }
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 { Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
}
