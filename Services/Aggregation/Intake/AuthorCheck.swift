import Contracts
import Messaging
import Runtime

/// Decides by its publisher whether a message is taken. Taken are Ingest's, which admitted them before, and those that an operator
/// sends back from the dead letters with `vigiectl`. Any other user's are forged or a mistake, and those that name no user are not believed.
enum AuthorCheck {
    /// Returns why the message is not taken, and `nil` when it is.
    static func refusal(of delivery: Delivery) -> String? {
        switch delivery.properties.userID {
        case BrokerUser.ingest.name: nil
        case BrokerUser.vigiectl.name: Self.refusal(ofReplayed: delivery.author)
        case let user?: "published by \(user), not by \(BrokerUser.ingest)"
        case nil: "published by somebody who names no user, not by \(BrokerUser.ingest)"
        }
    }

    /// Returns why a message sent back from the dead letters is not taken. When its first publisher is not known, the operator who sends it
    /// back vouches for it; when that was another user than Ingest, it stays refused.
    private static func refusal(ofReplayed author: String?) -> String? {
        guard let author, author != BrokerUser.ingest.name else { return nil }
        return "sent back by \(BrokerUser.vigiectl), but published by \(author), not by \(BrokerUser.ingest)"
    }
}
