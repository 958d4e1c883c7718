import Contracts
import Messaging
import Runtime

/// A message that is given up: what goes to the dead letters in its place.
struct DeadLetter: Sendable {
    let delivery: Delivery
    /// Why the message is given up, in words for the operator who will look at it.
    let reason: String

    /// The correlation that the message carried, which its logs are found by; `nil` when it carried none.
    var correlation: Correlation? {
        self.delivery.properties.headers[Names.Header.traceparent].flatMap(Correlation.init(traceparent:))
    }

    /// The message to publish to the dead letters: an unchanged copy, with the reason and the queue it comes from.
    var message: OutgoingMessage { self.delivery.deadLetter(from: Names.Queue.declarations, reason: self.reason) }
}
