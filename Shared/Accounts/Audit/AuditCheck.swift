import Mortality

/// Follows the chain from its beginning and collects what is wrong. It reads nothing itself: links and entries are handed to it one by one, in
/// order.
public struct AuditCheck: Sendable {
    /// How much earlier than its predecessor an honest entry may be dated: transactions end in another order than they began.
    /// `AuditStore.link` looks back just as far for entries to link.
    static let tolerance = Duration.seconds(300)
    /// How many faults are kept; those beyond are only counted.
    static let faultsTold = 1_000

    /// The faults found so far, at most a thousand of them, in the order in which they were found.
    public private(set) var faults: [AuditFault] = []
    /// How many faults there are, told or not.
    public private(set) var faultCount = 0
    /// The last link that was followed.
    public private(set) var last: AuditHead?
    /// How many links were followed so far.
    public private(set) var links = 0
    private var lastAt: Instant?
    /// The hashes that the next link's may have been taken over: two where a fault leaves open which one is right, none after a gap.
    private var previous: [[UInt8]]
    private var heads: [Int64: [[UInt8]]]
    private let sealedThrough: Int64

    /// Begins behind the seals of what was removed.
    ///
    /// - Parameter heads: what was logged before; the chain must pass through each.
    public init(after seals: [AuditSeal] = [], heads: [AuditHead] = []) {
        self.heads = Dictionary(grouping: heads, by: \.number).mapValues { $0.map(\.hash) }
        self.sealedThrough = seals.last?.last ?? 0
        self.previous = [AuditChain.beginning]
        for seal in seals {
            let number = self.last?.number ?? 0
            if seal.first != number + 1 || seal.entries != seal.last - seal.first + 1 { self.tell(.sealsBroken(after: number)) }
            let end = AuditHead(number: seal.last, hash: seal.hash)
            self.last = end
            self.lastAt = seal.through
            self.previous = [seal.hash]
            self.compare(end)
        }
    }

    /// Checks the next link and the entry that it names; nothing stands for an entry that is not there.
    public mutating func take(_ link: AuditLink, _ entry: AuditEntry?) {
        let expected = (self.last?.number ?? 0) + 1
        if link.number < expected {
            self.tell(.sealsBroken(after: link.number))
            self.previous = []
        } else if link.number > expected {
            self.tell(.linksRemoved(from: expected, through: link.number - 1))
            self.previous = []
        }
        var next = [link.hash]
        if let entry {
            let computed = self.previous.map { AuditChain.hash(entry, number: link.number, after: $0) }
            if !computed.isEmpty, !computed.contains(link.hash) {
                self.tell(.changed(entry: link.entry, number: link.number))
                // Either the entry was changed, and the next link follows the hash that stands here, or the hash was.
                next += computed.prefix(2)
            }
            if let lastAt, entry.at < lastAt - Self.tolerance { self.tell(.late(entry: link.entry, number: link.number)) }
            self.lastAt = entry.at
        } else {
            self.tell(.entryRemoved(entry: link.entry, number: link.number))
        }
        self.previous = next
        self.last = AuditHead(number: link.number, hash: link.hash)
        self.links += 1
        self.compare(AuditHead(number: link.number, hash: link.hash))
    }

    /// Checks an entry that has no link, once all links were followed, and answers whether it may still get one.
    public mutating func takeUnlinked(_ entry: AuditEntry) -> Bool {
        guard let lastAt, entry.at < lastAt - Self.tolerance else { return true }
        self.tell(.inserted(entry: entry.id))
        return false
    }

    /// Notes the heads beyond the chain's end as faults, once all links were followed.
    public mutating func finish() {
        let reached = self.last?.number ?? 0
        for number in self.heads.keys.sorted() where number > reached { self.tell(.tailCut(head: number, last: reached)) }
    }

    /// The numbers of the heads that lie within what was sealed, which nothing is left to compare with.
    public var uncheckedHeads: [Int64] { self.heads.keys.filter { $0 < self.sealedThrough }.sorted() }

    private mutating func compare(_ place: AuditHead) {
        guard let logged = self.heads.removeValue(forKey: place.number) else { return }
        if logged.contains(where: { $0 != place.hash }) { self.tell(.rewritten(head: place.number)) }
    }

    private mutating func tell(_ fault: AuditFault) {
        self.faultCount += 1
        if self.faults.count < Self.faultsTold { self.faults.append(fault) }
    }
}
