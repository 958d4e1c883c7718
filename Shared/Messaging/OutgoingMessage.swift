/// A message to publish.
public struct OutgoingMessage: Hashable, Sendable {
    /// Empty for the default exchange, which routes to the queue of that name.
    public var exchange: String
    public var routingKey: String
    public var properties: MessageProperties
    public var body: [UInt8]

    public init(exchange: String, routingKey: String, properties: MessageProperties = MessageProperties(), body: [UInt8]) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}
