/// What AMQP and the broker allow of a message; one that goes beyond would cost the connection, and all that is under way
/// on it.
enum MessageLimits {
    /// The largest body, in bytes.
    static let body = 16 << 20
    /// The longest name, in bytes: of an exchange, a routing key, or a property.
    static let name = 255
    /// The most bytes of all headers together: they must fit into one frame.
    static let headers = 64 << 10

    /// Checks that the broker can take a message.
    ///
    /// - Throws: `MessagingError`, `tooLarge` or `invalid`.
    static func check(_ message: OutgoingMessage) throws(MessagingError) {
        guard message.body.count <= Self.body else {
            throw MessagingError(.tooLarge, "a message of \(message.body.count) bytes; the limit is \(Self.body)")
        }
        let properties = message.properties
        try self.check(name: message.exchange)
        try self.check(name: message.routingKey)
        try self.check(name: properties.messageID)
        try self.check(name: properties.correlationID)
        try self.check(name: properties.replyTo)
        try self.check(name: properties.type)
        try self.check(name: properties.contentType)
        var headers = 0
        for (key, value) in properties.headers {
            try self.check(name: key)
            headers += key.utf8.count + value.utf8.count + 8
        }
        guard headers <= Self.headers else {
            throw MessagingError(.tooLarge, "headers of \(headers) bytes; the limit is \(Self.headers)")
        }
    }

    private static func check(name: String?) throws(MessagingError) {
        guard let name, name.utf8.count > Self.name else { return }
        throw MessagingError(.invalid, "a name of \(name.utf8.count) bytes; AMQP allows \(Self.name)")
    }
}
