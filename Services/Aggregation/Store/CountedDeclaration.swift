import Contracts
import Foundation
import Ledger
import Mortality

/// A declaration as it stands, for the list of the last ones.
struct CountedDeclaration: Hashable, Sendable {
    let key: DeclarationKey
    let revision: Int
    let content: Content
    /// When the revision that holds was received.
    let receivedAt: Instant

    var message: Vigie_V1_CountedDeclaration {
        var message = Vigie_V1_CountedDeclaration()
        message.declaration = self.content.message(self.key, revision: self.revision)
        message.receivedAtUs = self.receivedAt.microseconds
        return message
    }
}

extension Content {
    /// The content as a message, be it admissible or not.
    func message(_ key: DeclarationKey, revision: Int) -> Vigie_V1_Declaration {
        var message = Vigie_V1_Declaration()
        message.commune = key.commune.text
        message.id = .init(key.id.bytes)
        message.revision = UInt32(clamping: revision)
        message.day = self.day.daysSinceEpoch
        message.place = self.place?.message ?? .unspecified
        message.cause = self.cause?.message ?? .unspecified
        message.deaths = UInt32(clamping: self.deaths)
        message.withdrawn = self.isWithdrawn
        message.reason = self.reason ?? ""
        return message
    }
}
