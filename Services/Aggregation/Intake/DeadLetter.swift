import Contracts
import Messaging
import Runtime

/// A message that is given up: what goes to the dead letters in its place.
struct DeadLetter: Sendable {
    let delivery: Delivery
    /// For the operator who will look at it.
    let reason: String

    /// What the message was followed by, if it told.
    var correlation: Correlation? {
        self.delivery.properties.headers[Names.Header.traceparent].flatMap(Correlation.init(traceparent:))
    }

    /// The copy, as it was, with why and where from.
    var message: OutgoingMessage { self.delivery.deadLetter(from: Names.Queue.declarations, reason: self.reason) }
}
