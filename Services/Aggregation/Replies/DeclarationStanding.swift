import Contracts
import Ledger
import Mortality

/// What the ledger says of one declaration: which revision holds, and all that came.
struct DeclarationStanding: Hashable, Sendable {
    let key: DeclarationKey
    /// The revision that holds, or the highest refused one when none does.
    let revision: Int
    /// What that revision stands for; `conflict` as soon as its content is contested.
    let standing: LedgerEntry.Standing
    let entries: [LedgerEntry]

    /// - Parameter entries: those of one declaration.
    init?(_ entries: [LedgerEntry]) {
        let holding = entries.last { $0.standing == .ledger(.counted) || $0.standing == .ledger(.withdrawn) }
        guard let current = holding ?? entries.last else { return nil }
        let isContested = entries.contains { $0.standing == .conflict && $0.revision == current.revision }
        self.key = current.key
        self.revision = current.revision
        self.standing = isContested ? .conflict : current.standing
        self.entries = entries
    }

    /// One standing a declaration; `entries` come by commune.
    static func all(of entries: [LedgerEntry]) -> [DeclarationStanding] {
        Dictionary(grouping: entries, by: \.key).sorted { $0.key < $1.key }.compactMap { DeclarationStanding($0.value) }
    }

    /// When the declaration's last revision was received.
    var receivedAt: Instant { self.entries.map(\.receivedAt).max() ?? Instant(microseconds: 0) }

    var message: Vigie_V1_DeclarationStatus {
        var message = Vigie_V1_DeclarationStatus()
        message.commune = self.key.commune.text
        message.revision = UInt32(clamping: self.revision)
        message.state = self.standing.message
        message.revisions = self.entries.map(\.message)
        return message
    }
}
