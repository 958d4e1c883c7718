import Contracts
import Messaging
import Runtime

/// Whose declarations are taken: Ingest's, which admits them at the door, and those that whoever runs the house sends back from
/// the dead letters. Anybody else's are forged, or a mistake, and nobody's are not believed.
enum AuthorCheck {
    /// Why the message is not taken; nothing when it is.
    static func refusal(of delivery: Delivery) -> String? {
        switch delivery.properties.userID {
        case BrokerUser.ingest.name: nil
        case BrokerUser.vigiectl.name: Self.refusal(ofReplayed: delivery.author)
        case let user?: "published by \(user), not by \(BrokerUser.ingest)"
        case nil: "published by somebody who names no user, not by \(BrokerUser.ingest)"
        }
    }

    /// A letter whose author is not known has whoever sends it back to vouch for it; a forged one stays forged.
    private static func refusal(ofReplayed author: String?) -> String? {
        guard let author, author != BrokerUser.ingest.name else { return nil }
        return "sent back by \(BrokerUser.vigiectl), but published by \(author), not by \(BrokerUser.ingest)"
    }
}
