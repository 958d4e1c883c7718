/// Joins the method, header and body frames of one message that the broker sends.
///
/// A pure value. What does not follow the protocol is an error: the connection is then given up.
struct ContentAssembler {
    /// What the method frame of a message said.
    enum Method: Equatable {
        case deliver(tag: UInt64, exchange: String, routingKey: String, isRedelivered: Bool)
        case returned(reason: String, exchange: String, routingKey: String)
    }

    /// A whole message.
    struct Content: Equatable {
        let method: Method
        let properties: MessageProperties
        let deliveryCount: Int
        let body: [UInt8]
    }

    /// The largest body that is accepted, in bytes.
    let limit: Int

    private enum State {
        case idle
        case awaitingHeader(Method)
        case awaitingBody(Method, MessageProperties, Int, size: Int)
    }

    private var state = State.idle
    private var body: [UInt8] = []

    init(limit: Int = 16 << 20) { self.limit = limit }

    mutating func method(_ method: Method) throws(MessagingError) {
        guard case .idle = self.state else {
            throw MessagingError(.protocolViolation, "a message began before the one before it ended")
        }
        self.state = .awaitingHeader(method)
    }

    mutating func header(_ properties: MessageProperties, deliveryCount: Int, size: UInt64) throws(MessagingError) -> Content? {
        guard case .awaitingHeader(let method) = self.state else {
            throw MessagingError(.protocolViolation, "a content header came without its method")
        }
        guard size <= UInt64(self.limit) else {
            throw MessagingError(.tooLarge, "a message of \(size) bytes was announced; the limit is \(self.limit)")
        }
        self.body = []
        self.body.reserveCapacity(Int(size))
        self.state = .awaitingBody(method, properties, deliveryCount, size: Int(size))
        return self.finishIfComplete()
    }

    mutating func body(_ fragment: UnsafeRawBufferPointer) throws(MessagingError) -> Content? {
        guard case .awaitingBody(_, _, _, let size) = self.state else {
            throw MessagingError(.protocolViolation, "a body came without its header")
        }
        guard self.body.count + fragment.count <= size else {
            throw MessagingError(.protocolViolation, "a body is longer than its header announced")
        }
        self.body.append(contentsOf: fragment)
        return self.finishIfComplete()
    }

    private mutating func finishIfComplete() -> Content? {
        guard case .awaitingBody(let method, let properties, let count, let size) = self.state, self.body.count == size else {
            return nil
        }
        self.state = .idle
        defer { self.body = [] }
        return Content(method: method, properties: properties, deliveryCount: count, body: self.body)
    }
}
