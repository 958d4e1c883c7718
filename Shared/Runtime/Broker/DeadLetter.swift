import Contracts
public import Messaging

extension Delivery {
    /// A copy for the dead letters: why this message was given up, and where it came from. It must be confirmed before the
    /// message itself is acknowledged.
    public func deadLetter(from queue: String, reason: String) -> OutgoingMessage {
        var properties = self.properties
        properties.expiration = nil
        properties.isPersistent = true
        properties.headers[Names.Header.reason] = String(reason.prefix(1_000))
        properties.headers[Names.Header.originQueue] = queue
        properties.headers[Names.Header.originExchange] = self.exchange
        properties.headers[Names.Header.originRoutingKey] = self.routingKey
        properties.headers[Names.Header.attempts] = "\(self.deliveryCount + 1)"
        return OutgoingMessage(exchange: Names.Exchange.dead, routingKey: queue, properties: properties, body: self.body)
    }
}
