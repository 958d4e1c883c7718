import Formats
import Ledger
import Mortality

/// A revision that does not count, and where the page behind it begins.
struct ContestedRow: Hashable, Sendable {
    let entry: LedgerEntry
    let page: ContestedPage
}

/// Where a page of contested declarations begins, newest first: behind the last row of the page before.
struct ContestedPage: Hashable, Sendable {
    /// When the row was recorded.
    let recordedAt: Instant
    let key: DeclarationKey
    let revision: Int32
    let fingerprint: [UInt8]

    init(_ entry: LedgerEntry, fingerprint: [UInt8]) {
        self.recordedAt = entry.recordedAt
        self.key = entry.key
        self.revision = Int32(clamping: entry.revision)
        self.fingerprint = fingerprint
    }

    /// The page's place as the opaque token that the caller sends to get the page.
    var token: [UInt8] {
        let digits = Hex.text(self.fingerprint)
        return Array("\(self.recordedAt.microseconds) \(self.key.commune) \(self.key.id) \(self.revision) \(digits)".utf8)
    }

    /// Reads a page token; it returns `nil` for bytes that ``token`` does not produce.
    init?(token: [UInt8]) {
        guard token.count <= 200, let text = String(validating: token, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        // Instants of the years 1970 to 2200, which PostgreSQL has too.
        guard parts.count == 5, let recordedAt = Int64(parts[0]), (0...7_289_654_400_000_000).contains(recordedAt),
            let commune = try? CommuneCode(parts[1]), let id = try? DeclarationID(parts[2]), let revision = Int32(parts[3]),
            let fingerprint = Hex.bytes(parts[4])
        else { return nil }
        self.recordedAt = Instant(microseconds: recordedAt)
        self.key = DeclarationKey(commune: commune, id: id)
        self.revision = revision
        self.fingerprint = fingerprint
    }
}
