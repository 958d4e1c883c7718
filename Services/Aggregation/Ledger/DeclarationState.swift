import Mortality

/// The revision of a declaration that holds, and what it says.
struct DeclarationState: Hashable, Sendable {
    let revision: Revision
    let content: Content
    let fingerprint: [UInt8]
    /// When the revision reached Ingest, in microseconds since 1970 UTC.
    let receivedAt: Int64
}
