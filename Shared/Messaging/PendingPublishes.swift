import DequeModule
import Formats

/// Keeps what one connection is to publish, from the moment that it is asked until the broker has answered.
///
/// It is a pure value: it says what to send next and who is to be told what; the connection's thread sends, and whoever holds a waiter
/// tells it. It is reached from every thread behind a lock, so that a publish is refused, and a deadline passes, even while the
/// connection's own thread hangs in the library.
struct PendingPublishes<Waiter> {
    private struct Request {
        let message: OutgoingMessage
        let waiter: Waiter?
        let askedAt: ContinuousClock.Instant
    }

    private var requests: Deque<Request> = []
    private var confirms = ConfirmLedger<Waiter>()
    private let limit: Int
    /// Whether the channel is in confirm mode, in which the broker confirms each message.
    var isConfirming = false
    /// Why the broker takes nothing now; nothing while it does.
    private(set) var blockedReason: String?
    /// Why nothing will ever be published on this connection again; nothing while something may.
    private(set) var failure: MessagingError?

    init(limit: Int) { self.limit = limit }

    /// How many publishes are neither refused nor settled.
    var count: Int { self.requests.count + self.confirms.count }

    /// Whether no message waits to be sent.
    var isIdle: Bool { self.requests.isEmpty }

    /// Accepts a message to be sent, or refuses it.
    ///
    /// - Returns: Whether it is the first, so that the thread has to be told.
    /// - Throws: `MessagingError`: why the connection ended, `blocked`, or `overloaded`. Nothing was sent.
    mutating func admit(_ message: OutgoingMessage, _ waiter: Waiter?, at now: ContinuousClock.Instant) throws(MessagingError) -> Bool {
        try self.checkOpen()
        guard self.count < self.limit else {
            throw MessagingError(.overloaded, "\(self.limit) messages wait for their confirm already")
        }
        var message = message
        // A return names its message by the id alone.
        if message.properties.messageID == nil, self.isConfirming { message.properties.messageID = Hex.text(RandomID.make()) }
        self.requests.append(Request(message: message, waiter: waiter, askedAt: now))
        return self.requests.count == 1
    }

    /// Checks that something can be sent now.
    ///
    /// - Throws: `MessagingError`: why nothing can be sent now.
    func checkOpen() throws(MessagingError) {
        if let failure { throw failure }
        if let blockedReason { throw Self.blocked(blockedReason) }
    }

    /// Takes the next message to send. Its waiter is registered before its bytes leave.
    mutating func next() -> OutgoingMessage? {
        guard let request = self.requests.popFirst() else { return nil }
        if self.isConfirming {
            self.confirms.publish(request.waiter, messageID: request.message.properties.messageID ?? "", at: request.askedAt)
        }
        return request.message
    }

    /// Notes that a message came back; the acknowledgement that follows settles its publish.
    mutating func `return`(messageID: String, reason: String) {
        self.confirms.return(messageID: messageID, reason: reason)
    }

    /// Settles what one `basic.ack` or `basic.nack` of the broker is about.
    mutating func settle(_ tag: UInt64, multiple: Bool, isAck: Bool) -> [(Waiter, ConfirmOutcome)] {
        self.confirms.settle(tag, multiple: multiple, isAck: isAck)
    }

    /// Notes that the broker reads nothing more until it unblocks, and returns who waits and must be told. Confirms may still come, for nobody.
    mutating func block(_ reason: String) -> (waiters: [Waiter], error: MessagingError) {
        self.blockedReason = reason
        return (self.release(), Self.blocked(reason))
    }

    mutating func unblock() { self.blockedReason = nil }

    /// Notes that the connection ended, and returns who waits and must be told. The first reason holds.
    mutating func fail(_ error: MessagingError) -> (waiters: [Waiter], error: MessagingError) {
        let error = self.failure ?? error
        self.failure = error
        return (self.release(), error)
    }

    /// Whether somebody has waited longer than `limit`.
    func isOverdue(at now: ContinuousClock.Instant, after limit: Duration) -> Bool {
        guard let oldest = self.confirms.oldest ?? self.requests.first(where: { $0.waiter != nil })?.askedAt else { return false }
        return now - oldest > limit
    }

    private mutating func release() -> [Waiter] {
        defer { self.requests = [] }
        return self.confirms.release() + self.requests.compactMap(\.waiter)
    }

    private static func blocked(_ reason: String) -> MessagingError {
        MessagingError(.blocked, "the broker takes nothing now: \(reason)")
    }
}
