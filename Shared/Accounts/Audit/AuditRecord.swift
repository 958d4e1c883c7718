import Formats

/// An entry and its place in the chain; none for the second or so until it is chained.
public struct AuditRecord: Hashable, Sendable {
    public let entry: AuditEntry
    public let link: AuditLink?

    public init(entry: AuditEntry, link: AuditLink?) {
        self.entry = entry
        self.link = link
    }
}

/// A line of an export: what is hashed stands in it in full, so that the chain can be followed without the database.
extension AuditRecord: Encodable {
    private enum Name: String, CodingKey { case id, at, actor, action, subject, detail, address, correlation, number, hash }

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
    public var action: AuditAction?
    /// From that instant on.
    public var from: Moment?
    /// Before that instant.
    public var before: Moment?

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
    public let sealed: Int64
    public let head: AuditHead?
    /// Entries that are not chained yet.
    public let waiting: Int
    /// At most a thousand; ``faultCount`` says how many there are.
    public let faults: [AuditFault]
    public let faultCount: Int
    /// Heads that were given and lie within what is sealed, where nothing is left to compare them with.
    public let uncheckedHeads: [Int64]

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
