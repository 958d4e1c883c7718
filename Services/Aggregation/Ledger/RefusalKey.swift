/// A refused revision with its content: refused twice, it stands once in the ledger.
struct RefusalKey: Hashable, Sendable {
    let revision: RevisionKey
    let fingerprint: [UInt8]
}

extension Submission {
    var refusalKey: RefusalKey { RefusalKey(revision: self.revisionKey, fingerprint: self.fingerprint) }
}
