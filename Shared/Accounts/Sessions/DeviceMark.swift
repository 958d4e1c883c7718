import Formats

/// The value of a cookie that says that somebody has signed in to this account from this browser before.
///
/// It opens nothing. It only lets ``SignInThrottle`` tell the person, who comes from a known device, from whoever tries their name
/// elsewhere, so that no attacker can slow them down. It is bound to one account and ends after 400 days, which is as long as
/// browsers keep a cookie; each sign-in gives a new one.
public struct DeviceMark: Hashable, Sendable, KeptSecret {
    /// How long a mark is valid: 400 days.
    public static let lifetime: Duration = .seconds(400 * 86_400)
    private static let lifetimeInSeconds: Int64 = 400 * 86_400

    /// The name of the device in the throttle: 16 random bytes.
    let device: [UInt8]
    private let issued: Int64
    private let code: [UInt8]

    /// Makes a mark of a new device for an account.
    ///
    /// - Parameter seconds: Now, since 1970.
    public init(for account: AccountID, at seconds: Int64, under secret: PortalSecret) {
        self.device = SecretBytes.draw(16)
        self.issued = seconds
        self.code = Self.code(self.device, seconds, account, secret)
    }

    /// Reads a mark; `nil` when it is not one of this account's, or is over, or claims to come from the future.
    public init?(_ text: String, of account: AccountID, at seconds: Int64, under secret: PortalSecret) {
        guard text.utf8.count == Self.textLength, let bytes = Base64URL.decode(text), bytes.count == 56 else { return nil }
        let issued = bytes[16..<24].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let code = Self.code(Array(bytes[..<16]), issued, account, secret)
        guard SecretBytes.areEqual(bytes[24...], code) else { return nil }
        // Instances' clocks may differ by a little.
        let (age, overflow) = seconds.subtractingReportingOverflow(issued)
        guard !overflow, (-300...Self.lifetimeInSeconds).contains(age) else { return nil }
        self.device = Array(bytes[..<16])
        self.issued = issued
        self.code = code
    }

    static let textLength = 75

    /// The cookie's value: 75 characters of base64url.
    public var text: String { Base64URL.encode(self.device + Self.bytes(of: self.issued) + self.code) }

    private static func code(_ device: [UInt8], _ issued: Int64, _ account: AccountID, _ secret: PortalSecret) -> [UInt8] {
        secret.code(of: device + self.bytes(of: issued) + account.bytes, for: .device)
    }

    private static func bytes(of number: Int64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) } }
}
