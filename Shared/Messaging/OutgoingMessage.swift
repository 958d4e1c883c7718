/// A message to publish.
public struct OutgoingMessage: Hashable, Sendable {
    /// The exchange; empty for the default one, which routes to the queue of the routing key's name.
    public var exchange: String
    /// What the exchange routes the message by.
    public var routingKey: String
    /// The properties that travel with the body.
    public var properties: MessageProperties
    /// The bytes that the message carries.
    public var body: [UInt8]

    /// Makes a message; nothing is checked until it is published.
    public init(exchange: String, routingKey: String, properties: MessageProperties = MessageProperties(), body: [UInt8]) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}
