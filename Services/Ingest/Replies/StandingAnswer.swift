import Contracts
import Mortality

/// The state of a declaration and its revisions, as a client reads it.
struct StandingAnswer: Encodable, Hashable, Sendable {
    let id: String
    let commune: String
    /// The number of the revision on its way or, where none is, of the revision that the ledger's state is about.
    let revision: Int32
    let state: String
    let revisions: [RevisionAnswer]

    /// Combines the ledger's answer with the receipt: a revision that the ledger has not heard of is on its way. It returns `nil` when neither
    /// knows the declaration.
    ///
    /// - Throws: `ContractError` for a value that this version does not know.
    init?(id: DeclarationID, ledger: Vigie_V1_DeclarationStatus?, receipt: Receipt?) throws(ContractError) {
        var revisions = try (ledger?.revisions ?? []).map { record throws(ContractError) in try RevisionAnswer(record) }
        let isOnItsWay = receipt.map { receipt in !revisions.contains { $0.revision == receipt.revision.number } } ?? false
        if let receipt, isOnItsWay { revisions.append(RevisionAnswer(received: receipt.revision)) }
        self.id = id.description
        self.revisions = revisions
        if let receipt, isOnItsWay {
            self.commune = receipt.commune.text
            self.revision = receipt.revision.number
            self.state = "received"
        } else if let ledger {
            self.commune = ledger.commune
            self.revision = Int32(clamping: ledger.revision)
            self.state = try RevisionAnswer.name(ledger.state)
        } else {
            return nil
        }
    }
}
