import Contracts
import Messaging

/// A message that is given up: what goes to the dead letters in its place.
struct DeadLetter: Sendable {
    let delivery: Delivery
    /// For the operator who will look at it.
    let reason: String

    /// What the message was followed by, if it told.
    var correlation: String? {
        self.delivery.properties.correlationID ?? self.delivery.properties.headers[Names.Header.traceparent]
    }

    /// The copy, as it was, with why and where from.
    var message: OutgoingMessage {
        var properties = self.delivery.properties
        properties.replyTo = nil
        properties.expiration = nil
        properties.isPersistent = true
        properties.headers[Names.Header.reason] = String(self.reason.prefix(500))
        properties.headers[Names.Header.originQueue] = Names.Queue.declarations
        properties.headers[Names.Header.originExchange] = self.delivery.exchange
        properties.headers[Names.Header.originRoutingKey] = self.delivery.routingKey
        properties.headers[Names.Header.attempts] = String((Int(properties.headers[Names.Header.attempts] ?? "") ?? 0).addingReportingOverflow(1).partialValue)
        return OutgoingMessage(
            exchange: Names.Exchange.dead, routingKey: Names.Queue.declarations, properties: properties, body: self.delivery.body)
    }
}
