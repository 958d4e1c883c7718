import Crypto
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
    /// When Ingest received it.
    let receivedAt: Instant
    /// Why the revision is not admitted; `nil` when it is.
    var refusal: String?
    /// What looked unusual to Ingest, in words for people; `nil` when nothing did.
    var warning: String? = nil
    /// The account whose token it was sent with; `nil` where an API key sent it.
    var declarer: Declarer? = nil

    /// Returns the submission under another key of the same declaration. It keeps its fingerprint, which is that of the message as it came.
    func under(_ key: DeclarationKey) -> Submission {
        let declaration = try? Declaration(
            id: key.id, revision: self.revision, commune: key.commune, day: self.content.day, place: self.content.place,
            cause: self.content.cause, deaths: DeathCount(Int(self.content.deaths)), isWithdrawn: self.content.isWithdrawn,
            reason: self.content.reason.map { text throws(Rejection) in try Reason(text) })
        return Submission(
            key: key, revision: self.revision, content: self.content,
            fingerprint: declaration.map { Array(SHA256.hash(data: $0.canonicalBytes)) } ?? self.fingerprint, keyID: self.keyID,
            correlationID: self.correlationID, receivedAt: self.receivedAt, refusal: self.refusal, warning: self.warning,
            declarer: self.declarer)
    }

    var revisionKey: RevisionKey { RevisionKey(declaration: self.key, revision: self.revision) }
}

/// The account that a person declared with, as a ledger keeps it: a pseudonym.
struct Declarer: Hashable, Sendable {
    /// The account's UUID: 16 bytes.
    let account: [UInt8]
    /// Whether they declared for a commune that is not their own.
    let isOnBehalf: Bool
    /// The UUID (16 bytes) of the account that typed the declaration, where the device names another than the one that sent it.
    var typedBy: [UInt8]? = nil
}

/// The content of a revision. A refused one may hold what no ``Declaration`` could, hence plain numbers.
struct Content: Hashable, Sendable {
    let day: CivilDay
    /// The kind of place; `nil` in a declaration of zero deaths.
    let place: Place?
    let cause: Cause?
    let deaths: Int32
    let isWithdrawn: Bool
    let reason: String?

    /// Returns the cell in which the deaths count, and `nil` when the revision moves no cell: a withdrawal, or a zero.
    func cell(of municipality: CommuneCode) -> CellKey? {
        guard !self.isWithdrawn, self.deaths > 0, let place, let cause else { return nil }
        return CellKey(municipality: municipality, day: self.day, place: place, cause: cause)
    }
}
