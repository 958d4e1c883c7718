import Contracts
public import Messaging

extension Delivery {
    /// The user who published the message first, as far as that can be believed: whom the broker found, or, of a message that `vigiectl` sent
    /// back, whom its letter names.
    public var author: String? {
        guard self.properties.userID == BrokerUser.vigiectl.name else { return self.properties.userID }
        return self.properties.headers[Names.Header.author]
    }

    /// Makes the dead letter of a message: a copy that says why it was given up, where it came from and who wrote it. It must be confirmed
    /// before the message itself is acknowledged.
    ///
    /// The copy always fits what AMQP allows, whatever the message brought: a letter that could not be written would keep
    /// its queue waiting for ever. Names are cut to their 255 bytes, and of the message's own headers the shortest are kept,
    /// as far as there is room; how many were left out stands in a header of its own.
    public func deadLetter(from queue: String, reason: String) -> OutgoingMessage {
        var properties = self.properties
        properties.messageID = properties.messageID?.cut(to: Self.longestName)
        properties.correlationID = properties.correlationID?.cut(to: Self.longestName)
        properties.replyTo = properties.replyTo?.cut(to: Self.longestName)
        properties.type = properties.type?.cut(to: Self.longestName)
        properties.contentType = properties.contentType?.cut(to: Self.longestName)
        properties.userID = nil
        properties.expiration = nil
        properties.isPersistent = true
        properties.headers = Self.fitting(self.properties.headers)
        properties.headers[Names.Header.reason] = String(reason.prefix(1_000)).cut(to: 4_000)
        properties.headers[Names.Header.originQueue] = queue
        properties.headers[Names.Header.originExchange] = self.exchange.cut(to: Self.longestName)
        properties.headers[Names.Header.originRoutingKey] = self.routingKey.cut(to: Self.longestName)
        properties.headers[Names.Header.author] = self.author?.cut(to: Self.longestName)
        properties.headers[Names.Header.attempts] = "\(self.deliveryCount + 1)"
        return OutgoingMessage(exchange: Names.Exchange.dead, routingKey: queue, properties: properties, body: self.body)
    }

    /// Returns the headers that find room, the shortest first.
    private static func fitting(_ headers: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        var room = Self.roomForHeaders
        for (name, value) in headers.sorted(by: { (Self.size($0), $0.key) < (Self.size($1), $1.key) }) {
            guard name.utf8.count <= Self.longestName, Self.size((name, value)) <= room else { continue }
            room -= Self.size((name, value))
            kept[name] = value
        }
        if kept.count < headers.count { kept[Names.Header.headersLeftOut] = "\(headers.count - kept.count)" }
        return kept
    }

    private static func size(_ header: (key: String, value: String)) -> Int { header.key.utf8.count + header.value.utf8.count + 8 }

    /// The longest name that AMQP allows, in bytes.
    private static let longestName = 255
    /// How many bytes the message's own headers may take: all headers together must fit into one frame beside those of the letter.
    private static let roomForHeaders = 32 << 10
}

extension String {
    /// Cuts a text so that it takes no more than so many bytes of UTF-8, and no character is parted.
    fileprivate func cut(to bytes: Int) -> String {
        guard self.utf8.count > bytes else { return self }
        var cut = Array(self.utf8.prefix(bytes))
        while !cut.isEmpty {
            if let text = String(validating: cut, as: UTF8.self) { return text }
            cut.removeLast()
        }
        return ""
    }
}
