/// The account that a person declared with, as a ledger keeps it: a pseudonym.
struct Declarer: Hashable, Sendable {
    /// A UUID: 16 bytes.
    let account: [UInt8]
    /// Whether they declared for a commune that is not their own.
    let isOnBehalf: Bool
    /// The account that typed it, where the device tells of another than the one that sent it: 16 bytes.
    var typedBy: [UInt8]? = nil
}
