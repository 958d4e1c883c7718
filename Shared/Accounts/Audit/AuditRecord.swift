import Formats
public import Mortality

/// An entry and its link in the chain, which it gets within a second or so.
public struct AuditRecord: Hashable, Sendable {
    /// The entry itself.
    public let entry: AuditEntry
    /// The entry's link in the chain; nothing while it has none.
    public let link: AuditLink?

    /// Puts an entry and its link together.
    public init(entry: AuditEntry, link: AuditLink?) {
        self.entry = entry
        self.link = link
    }
}

/// Written as a line of an export, a record holds everything that is hashed, so that the chain can be followed without the database.
extension AuditRecord: Encodable {
    private enum Name: String, CodingKey { case id, at, actor, action, subject, detail, address, correlation, number, hash }

    /// Encodes the entry's fields under their names, its instant in RFC 3339, its number in the chain and its hash as hexadecimal digits; what is absent
    /// is left out.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Name.self)
        try values.encode(self.entry.id, forKey: .id)
        try values.encode(self.entry.at.textInFull, forKey: .at)
        try values.encode(self.entry.actor, forKey: .actor)
        try values.encode(self.entry.action, forKey: .action)
        try values.encodeIfPresent(self.entry.subject, forKey: .subject)
        try values.encodeIfPresent(self.entry.detail, forKey: .detail)
        try values.encodeIfPresent(self.entry.address, forKey: .address)
        try values.encodeIfPresent(self.entry.correlation, forKey: .correlation)
        try values.encodeIfPresent(self.link?.number, forKey: .number)
        try values.encodeIfPresent(self.link.map { Hex.text($0.hash) }, forKey: .hash)
    }
}

/// Restricts which entries are read; what is not set does not restrict.
public struct AuditFilter: Hashable, Sendable {
    /// Entries of this account alone: what it did, and what was done to it.
    public var account: AccountID?
    /// Entries of this action alone.
    public var action: AuditAction?
    /// Entries written at this instant or later.
    public var from: Instant?
    /// Entries written before this instant.
    public var before: Instant?

    /// Makes a filter; what is not given does not restrict.
    public init(account: AccountID? = nil, action: AuditAction? = nil, from: Instant? = nil, before: Instant? = nil) {
        self.account = account
        self.action = action
        self.from = from
        self.before = before
    }
}

/// What a check of the whole chain found.
public struct AuditReport: Hashable, Sendable {
    /// How many links were followed.
    public let links: Int
    /// How many entries were removed because of their age: the sum over all seals.
    public let sealed: Int64
    /// The last link that was reached; `nil` where the audit is empty.
    public let head: AuditHead?
    /// How many entries have no link yet.
    public let waiting: Int
    /// The faults that were found, at most a thousand of them.
    public let faults: [AuditFault]
    /// How many faults there are, told in ``faults`` or not.
    public let faultCount: Int
    /// The numbers of the given heads that lie within what was sealed, which nothing is left to compare with.
    public let uncheckedHeads: [Int64]

    /// Makes a report of what an ``AuditCheck`` found.
    public init(links: Int, sealed: Int64, head: AuditHead?, waiting: Int, faults: [AuditFault], faultCount: Int, uncheckedHeads: [Int64]) {
        self.links = links
        self.sealed = sealed
        self.head = head
        self.waiting = waiting
        self.faults = faults
        self.faultCount = faultCount
        self.uncheckedHeads = uncheckedHeads
    }
}
