import Mortality

/// What the ledger already says about the declarations of a batch, read under their locks.
struct LedgerExcerpt: Sendable {
    /// The state of each declaration that exists.
    var states: [DeclarationKey: DeclarationState] = [:]

    /// The fingerprints of admitted revisions below the current one, as far as the batch brings them again.
    var recorded: [RevisionKey: [UInt8]] = [:]

    /// What was refused before, as far as the batch brings it again.
    var refused: Set<RefusalKey> = []

    /// The deaths of commune-days that may be near ``CommuneDayTotal/most``; of those that are not, nothing is known here.
    var totals: [ReportKey: Int] = [:]

    /// Whether nothing of the batch is known yet.
    var isEmpty: Bool { self.states.isEmpty && self.recorded.isEmpty && self.refused.isEmpty }
}

/// The revision of a declaration that holds, and what it says.
struct DeclarationState: Hashable, Sendable {
    let revision: Revision
    let content: Content
    let fingerprint: [UInt8]
    /// When the revision reached Ingest, in microseconds since 1970 UTC.
    let receivedAt: Int64
}
