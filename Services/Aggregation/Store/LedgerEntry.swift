import Contracts
import Ledger
import Mortality
import Persistence

/// A revision as it was received, and what it stands for now.
struct LedgerEntry: Hashable, Sendable {
    /// What became of a revision.
    enum Standing: Hashable, Sendable {
        case ledger(LedgerState)
        /// The revision's content contradicts what the ledger holds for the same revision; it was kept aside.
        case conflict

        /// Reads a state as the queries answer it: the number of a ``LedgerState``, or 5 for a conflict.
        init(number: Int) throws(DatabaseError) {
            if number == 5 {
                self = .conflict
            } else if let state = Int16(exactly: number).flatMap(LedgerState.init(rawValue:)) {
                self = .ledger(state)
            } else {
                throw DatabaseError(.unexpectedResult, "a ledger row in state \(number)")
            }
        }

        var message: Vigie_V1_RevisionState {
            switch self {
            case .ledger(.counted): .counted
            case .ledger(.superseded): .superseded
            case .ledger(.withdrawn): .withdrawn
            case .ledger(.refused): .refused
            case .conflict: .conflict
            }
        }
    }

    let key: DeclarationKey
    let revision: Int
    let content: Content
    let standing: Standing
    let refusal: String?
    /// When Ingest received the revision.
    let receivedAt: Instant
    let recordedAt: Instant
    /// What looked unusual to Ingest when it took the revision, in words for people; `nil` when nothing did.
    var warning: String? = nil
    /// Whether somebody else declared it for the commune. Who that was, the answers never tell.
    var isOnBehalf = false

    var message: Vigie_V1_RevisionRecord {
        var message = Vigie_V1_RevisionRecord()
        message.declaration = self.content.message(self.key, revision: self.revision)
        message.state = self.standing.message
        message.refusal = self.refusal ?? ""
        message.receivedAtUs = self.receivedAt.microseconds
        message.recordedAtUs = self.recordedAt.microseconds
        message.warning = self.warning ?? ""
        message.onBehalf = self.isOnBehalf
        return message
    }
}
