/// A message that a consumer received and must still acknowledge.
public struct Delivery: Hashable, Sendable {
    /// The exchange that the message was published to; empty for the default one.
    public let exchange: String
    /// The routing key that it was published with.
    public let routingKey: String
    /// The properties that its publisher gave it.
    public let properties: MessageProperties
    /// Whether the broker has delivered it before. `false` does not mean new: a publisher may have sent it twice.
    public let isRedelivered: Bool
    /// How often a quorum queue has delivered it before.
    public let deliveryCount: Int
    /// The bytes that it carries.
    public let body: [UInt8]
    /// The delivery's number on its connection, which means nothing on another.
    let tag: UInt64

    /// Makes a delivery that came over no connection, for tests of what handles one.
    public init(
        exchange: String, routingKey: String, properties: MessageProperties, isRedelivered: Bool = false,
        deliveryCount: Int = 0, body: [UInt8]
    ) {
        self.init(
            exchange: exchange, routingKey: routingKey, properties: properties, isRedelivered: isRedelivered,
            deliveryCount: deliveryCount, body: body, tag: 0)
    }

    init(
        exchange: String, routingKey: String, properties: MessageProperties, isRedelivered: Bool, deliveryCount: Int,
        body: [UInt8], tag: UInt64
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.isRedelivered = isRedelivered
        self.deliveryCount = deliveryCount
        self.body = body
        self.tag = tag
    }
}
