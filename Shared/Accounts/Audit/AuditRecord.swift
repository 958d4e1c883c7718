import Formats

/// An entry and its place in the chain; none for the second or so until it is chained.
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

/// A line of an export: what is hashed stands in it in full, so that the chain can be followed without the database.
extension AuditRecord: Encodable {
    private enum Name: String, CodingKey { case id, at, actor, action, subject, detail, address, correlation, number, hash }

    /// Encodes the entry's fields under their names, its instant in RFC 3339, its number in the chain and its hash as hexadecimal digits; what is absent
    /// is left out.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Name.self)
        try values.encode(self.entry.id, forKey: .id)
        try values.encode(self.entry.at.description, forKey: .at)
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

/// Which entries are asked for; all of them unless told.
public struct AuditFilter: Hashable, Sendable {
    /// Those of one account: what it did, and what was done to it.
    public var account: AccountID?
    /// Entries of this action alone.
    public var action: AuditAction?
    /// From that instant on.
    public var from: Moment?
    /// Before that instant.
    public var before: Moment?

    /// Makes a filter; what is not given does not restrict.
    public init(account: AccountID? = nil, action: AuditAction? = nil, from: Moment? = nil, before: Moment? = nil) {
        self.account = account
        self.action = action
        self.from = from
        self.before = before
    }
}

/// What following the whole chain found.
public struct AuditReport: Hashable, Sendable {
    /// How many links were followed, and how many entries the seals stand for.
    public let links: Int
    /// How many entries were removed because of their age: the sum over all seals.
    public let sealed: Int64
    /// The last link that was reached; nothing where the audit is empty.
    public let head: AuditHead?
    /// Entries that are not chained yet.
    public let waiting: Int
    /// At most a thousand; ``faultCount`` says how many there are.
    public let faults: [AuditFault]
    /// How many faults there are, told in ``faults`` or not.
    public let faultCount: Int
    /// Heads that were given and lie within what is sealed, where nothing is left to compare them with.
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
