/// A code that takes the place of the second factor once, for somebody who has lost the device: 50 bits, as legible as a code of invitation.
/// What is stored is its HMAC, bound to the account, under a key that is not in the database.
public struct RecoveryCode: Hashable, Sendable, KeptSecret {
    private let code: SpokenCode

    /// Draws a new code.
    public init() { self.code = SpokenCode() }

    /// Reads what somebody typed: in any case, with any spaces and hyphens.
    ///
    /// - Throws: `SpokenCodeFault` for what no code can be.
    public init(_ typed: String) throws(SpokenCodeFault) { self.code = try SpokenCode(typed) }

    /// The code as it is shown, once.
    public var text: String { self.code.text }

    /// What is stored of the code: its HMAC-SHA256, bound to the account.
    public func stored(of account: AccountID, under secret: PortalSecret) -> [UInt8] {
        secret.code(of: account.bytes + self.code.characters, for: .recovery)
    }
}
