import Formats
public import Mortality

/// What a link of a mail shows to put an end to a commune's reminders, without signing in: an HMAC of commune and account. It stops those of
/// this account, as often as it is shown, and nothing else.
public struct ReminderToken: Hashable, Sendable {
    /// The token as a link carries it: 24 characters of base64url.
    public let text: String

    /// Computes the token of a commune and an account.
    public init(for commune: CommuneCode, of account: AccountID, under secret: PortalSecret) {
        self.text = Base64URL.encode(secret.code(of: Array(commune.text.utf8) + account.bytes, for: .reminder).prefix(18))
    }

    /// Compares a text with this token in constant time.
    public func isShown(by text: String) -> Bool { SecretBytes.areEqual(Array(self.text.utf8), Array(text.utf8)) }
}
