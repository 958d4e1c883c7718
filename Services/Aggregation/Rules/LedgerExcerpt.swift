import Mortality

/// What the ledger already says about the declarations of a batch, read under their locks.
struct LedgerExcerpt: Sendable {
    /// The state of each declaration that exists.
    var states: [DeclarationKey: DeclarationState] = [:]

    /// The fingerprints of the admitted revisions below the current one that the batch brings again.
    var recorded: [RevisionKey: [UInt8]] = [:]

    /// The revisions that were refused before and that the batch brings again with the same content.
    var refused: Set<RefusalKey> = []

    /// The deaths of the commune-days that may be near ``CommuneDayTotal/most``; a day that is missing here has not been looked up.
    var totals: [ReportKey: Int] = [:]

    /// Whether the ledger knows nothing of the batch yet.
    var isEmpty: Bool { self.states.isEmpty && self.recorded.isEmpty && self.refused.isEmpty }
}

/// The revision of a declaration that holds, and what it says.
struct DeclarationState: Hashable, Sendable {
    let revision: Revision
    let content: Content
    let fingerprint: [UInt8]
    /// When the revision reached Ingest.
    let receivedAt: Instant
}
