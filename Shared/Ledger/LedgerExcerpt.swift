package import Mortality

/// What the ledger already says about the declarations of a batch, read under their locks.
package struct LedgerExcerpt: Sendable {
    /// The state of each declaration that exists.
    package var states: [DeclarationKey: DeclarationState] = [:]

    /// The fingerprints of the admitted revisions below the current one that the batch brings again.
    package var recorded: [RevisionKey: [UInt8]] = [:]

    /// The revisions that were refused before and that the batch brings again with the same content.
    package var refused: Set<RefusalKey> = []

    /// The deaths of the commune-days that may be near ``CommuneDayTotal/most``; a day that is missing here has not been looked up.
    package var totals: [ReportKey: Int] = [:]

    package init(totals: [ReportKey: Int] = [:]) { self.totals = totals }

    /// Whether the ledger knows nothing of the batch yet.
    package var isEmpty: Bool { self.states.isEmpty && self.recorded.isEmpty && self.refused.isEmpty }
}

/// The revision of a declaration that holds, and what it says.
package struct DeclarationState: Hashable, Sendable {
    package let revision: Revision
    package let content: Content
    package let fingerprint: [UInt8]
    /// When the revision reached Ingest.
    package let receivedAt: Instant

    package init(revision: Revision, content: Content, fingerprint: [UInt8], receivedAt: Instant) {
        self.revision = revision
        self.content = content
        self.fingerprint = fingerprint
        self.receivedAt = receivedAt
    }
}
