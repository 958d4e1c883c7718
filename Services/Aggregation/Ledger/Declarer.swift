/// The account that a person declared with, as a ledger keeps it: a pseudonym.
struct Declarer: Hashable, Sendable {
    /// The account's UUID: 16 bytes.
    let account: [UInt8]
    /// Whether they declared for a commune that is not their own.
    let isOnBehalf: Bool
    /// The UUID (16 bytes) of the account that typed the declaration, where the device names another than the one that sent it.
    var typedBy: [UInt8]? = nil
}
