/// The properties of a message that Vigie uses (AMQP 0-9-1, class basic).
public struct MessageProperties: Hashable, Sendable {
    /// The id that its publisher gave the message (`message-id`).
    public var messageID: String?
    /// Which request a reply answers (`correlation-id`).
    public var correlationID: String?
    /// The queue that the reply to a request goes to (`reply-to`).
    public var replyTo: String?
    /// The kind of message, or the method of an RPC.
    public var type: String?
    /// How long the message may wait in a queue.
    public var expiration: Duration?
    /// The media type of the body (`content-type`).
    public var contentType: String?
    /// When the message was made, in seconds since 1970, UTC.
    public var timestamp: UInt64?
    /// The user who published the message, which the broker has checked; `nil` where the publisher named nobody. It is read, never written:
    /// a connection names its own user in whatever it sends, since the broker closes the channel of one that names another.
    public var userID: String?
    /// Headers whose values are text; the broker passes them on as they are.
    public var headers: [String: String]
    /// Whether a durable queue writes the message to disk.
    public var isPersistent: Bool

    /// Makes properties; what is not given is not sent.
    public init(
        messageID: String? = nil, correlationID: String? = nil, replyTo: String? = nil, type: String? = nil,
        expiration: Duration? = nil, contentType: String? = nil, timestamp: UInt64? = nil, userID: String? = nil,
        headers: [String: String] = [:], isPersistent: Bool = true
    ) {
        self.messageID = messageID
        self.correlationID = correlationID
        self.replyTo = replyTo
        self.type = type
        self.expiration = expiration
        self.contentType = contentType
        self.timestamp = timestamp
        self.userID = userID
        self.headers = headers
        self.isPersistent = isPersistent
    }
}

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
