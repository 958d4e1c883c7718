import Crypto
package import Mortality

/// A message of the queue, decoded: one revision of a declaration, with who sent it and when.
package struct Submission: Hashable, Sendable {
    package let key: DeclarationKey
    package let revision: Revision
    package let content: Content
    /// SHA-256 of all that the revision says: equal for a copy, other for a conflict.
    package let fingerprint: [UInt8]
    package let keyID: String
    package let correlationID: String
    /// When Ingest received it.
    package let receivedAt: Instant
    /// Why the revision is not admitted; `nil` when it is.
    package var refusal: String?
    /// What looked unusual to Ingest, in words for people; `nil` when nothing did.
    package var warning: String? = nil
    /// The account whose token it was sent with; `nil` where an API key sent it.
    package var declarer: Declarer? = nil

    package init(
        key: DeclarationKey, revision: Revision, content: Content, fingerprint: [UInt8], keyID: String, correlationID: String, receivedAt: Instant,
        refusal: String? = nil, warning: String? = nil, declarer: Declarer? = nil
    ) {
        self.key = key
        self.revision = revision
        self.content = content
        self.fingerprint = fingerprint
        self.keyID = keyID
        self.correlationID = correlationID
        self.receivedAt = receivedAt
        self.refusal = refusal
        self.warning = warning
        self.declarer = declarer
    }

    /// Returns the submission under another key of the same declaration. It keeps its fingerprint, which is that of the message as it came.
    package func under(_ key: DeclarationKey) -> Submission {
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

    package var revisionKey: RevisionKey { RevisionKey(declaration: self.key, revision: self.revision) }
}

/// The account that a person declared with, as a ledger keeps it: a pseudonym.
package struct Declarer: Hashable, Sendable {
    /// The account's UUID: 16 bytes.
    package let account: [UInt8]
    /// Whether they declared for a commune that is not their own.
    package let isOnBehalf: Bool
    /// The UUID (16 bytes) of the account that typed the declaration, where the device names another than the one that sent it.
    package var typedBy: [UInt8]? = nil

    package init(account: [UInt8], isOnBehalf: Bool, typedBy: [UInt8]? = nil) {
        self.account = account
        self.isOnBehalf = isOnBehalf
        self.typedBy = typedBy
    }
}

/// The content of a revision. A refused one may hold what no ``Declaration`` could, hence plain numbers.
package struct Content: Hashable, Sendable {
    package let day: CivilDay
    /// The kind of place; `nil` in a declaration of zero deaths.
    package let place: Place?
    package let cause: Cause?
    package let deaths: Int32
    package let isWithdrawn: Bool
    package let reason: String?

    package init(day: CivilDay, place: Place?, cause: Cause?, deaths: Int32, isWithdrawn: Bool, reason: String?) {
        self.day = day
        self.place = place
        self.cause = cause
        self.deaths = deaths
        self.isWithdrawn = isWithdrawn
        self.reason = reason
    }

    /// Returns the cell in which the deaths count, and `nil` when the revision moves no cell: a withdrawal, or a zero.
    package func cell(of municipality: CommuneCode) -> CellKey? {
        guard !self.isWithdrawn, self.deaths > 0, let place, let cause else { return nil }
        return CellKey(municipality: municipality, day: self.day, place: place, cause: cause)
    }
}
