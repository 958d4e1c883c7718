/// A message that a consumer received and must still acknowledge.
public struct Delivery: Hashable, Sendable {
    public let exchange: String
    public let routingKey: String
    public let properties: MessageProperties
    /// Whether the broker has delivered it before. `false` does not mean new: a publisher may have sent it twice.
    public let isRedelivered: Bool
    /// How often a quorum queue has delivered it before.
    public let deliveryCount: Int
    public let body: [UInt8]
    /// Its number on its connection; of no meaning on another.
    let tag: UInt64

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
