import Crypto
import Formats
public import Mortality

/// Chains the entries of the audit: each link's hash is taken over the one before, so that an entry cannot be changed, removed or slipped in
/// without the hashes of all later links coming out otherwise.
///
/// The hash of link n is the SHA-256 of `vigie-audit-1`, of n (8 bytes, most significant first), of the hash of link n − 1
/// (32 bytes; zeros before the first), and of the entry's canonical form.
public enum AuditChain {
    /// What stands in place of a hash before the first link: 32 zero bytes.
    public static let beginning = [UInt8](repeating: 0, count: 32)

    /// Computes the hash of an entry's link from the link's number and the 32 bytes of the hash before it.
    public static func hash(_ entry: AuditEntry, number: Int64, after previous: [UInt8]) -> [UInt8] {
        var bytes = Array("vigie-audit-1".utf8)
        bytes.append(bigEndian: UInt64(bitPattern: number))
        bytes += previous
        bytes += entry.canonicalForm
        return Array(SHA256.hash(data: bytes))
    }

    /// Makes the links of entries, in order, that follow the head of a chain.
    public static func links(of entries: some Sequence<AuditEntry>, after head: AuditHead?) -> [AuditLink] {
        var (number, hash) = (head?.number ?? 0, head?.hash ?? self.beginning)
        return entries.map { entry in
            number += 1
            hash = self.hash(entry, number: number, after: hash)
            return AuditLink(number: number, entry: entry.id, hash: hash)
        }
    }
}

/// One link of the chain: which entry has which number, and the hash of both and all before.
public struct AuditLink: Hashable, Sendable {
    /// The link's number, from 1 and without a gap.
    public let number: Int64
    /// The entry's id.
    public let entry: Int64
    /// The 32 bytes of the link's SHA-256, computed as ``AuditChain`` says.
    public let hash: [UInt8]

    /// Makes a link of the number, the entry's id and the hash that are given; nothing is computed or checked.
    public init(number: Int64, entry: Int64, hash: [UInt8]) {
        self.number = number
        self.entry = entry
        self.hash = hash
    }
}

/// The number and hash of a chain's last link. It is logged where nobody who can change the database can change it, so that a cut tail shows.
public struct AuditHead: Hashable, Sendable, CustomStringConvertible {
    /// The number of the chain's last link.
    public let number: Int64
    /// The 32 bytes of the last link's SHA-256.
    public let hash: [UInt8]

    /// Makes a head of the number and the hash of a last link.
    public init(number: Int64, hash: [UInt8]) {
        self.number = number
        self.hash = hash
    }

    /// Reads the form that ``description`` gives; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number > 0, parts[1].utf8.count == 64 else { return nil }
        var hash: [UInt8] = []
        var digits = parts[1].utf8.makeIterator()
        while let high = digits.next(), let low = digits.next() {
            guard let high = Character(UnicodeScalar(high)).hexDigitValue, let low = Character(UnicodeScalar(low)).hexDigitValue else { return nil }
            hash.append(UInt8(high << 4 | low))
        }
        self.init(number: number, hash: hash)
    }

    /// The number, a colon, and the hash as 64 hexadecimal digits.
    public var description: String { "\(self.number):\(Hex.text(self.hash))" }
}

/// Stands for a part of the chain that was removed because it is old.
public struct AuditSeal: Hashable, Sendable {
    /// The number of the first link that was removed.
    public let first: Int64
    /// The number of the last link that was removed.
    public let last: Int64
    /// How many entries were removed with their links.
    public let entries: Int64
    /// When the first of the removed entries was written.
    public let from: Instant
    /// When the last of the removed entries was written.
    public let through: Instant
    /// The hash of the last link that was removed; the chain goes on from it.
    public let hash: [UInt8]

    /// Makes a seal as the database keeps it; ``AuditCheck`` judges whether it fits the chain.
    public init(first: Int64, last: Int64, entries: Int64, from: Instant, through: Instant, hash: [UInt8]) {
        self.first = first
        self.last = last
        self.entries = entries
        self.from = from
        self.through = through
        self.hash = hash
    }
}
