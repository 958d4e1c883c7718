import Mortality

/// A message of the queue, decoded: one revision of a declaration, with who sent it and when.
struct Submission: Hashable, Sendable {
    let key: DeclarationKey
    let revision: Revision
    let content: Content
    /// SHA-256 of all that the revision says: equal for a copy, other for a conflict.
    let fingerprint: [UInt8]
    let keyID: String
    let correlationID: String
    /// When Ingest took it, in microseconds since 1970 UTC.
    let receivedAt: Int64
    /// Why it is not admitted; nothing when it is.
    var refusal: String?
    /// What struck the door, for people.
    var warning: String? = nil

    var revisionKey: RevisionKey { RevisionKey(declaration: self.key, revision: self.revision) }
}
