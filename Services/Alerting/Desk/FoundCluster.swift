import Contracts

/// A cluster as it was found, and what it was looked for in where it is worth a look.
struct FoundCluster: Hashable, Sendable {
    let cluster: DeathCluster
    /// A message `ScanInput`.
    let input: [UInt8]?
}
