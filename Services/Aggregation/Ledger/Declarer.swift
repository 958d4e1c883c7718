/// The account that a person declared with, as a ledger keeps it: a pseudonym.
struct Declarer: Hashable, Sendable {
    /// A UUID: 16 bytes.
    let account: [UInt8]
    /// Whether they declared for a commune that is not their own.
    let isOnBehalf: Bool
}
