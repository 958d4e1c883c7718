@testable import Messaging
import Testing

@Suite struct PendingPublishesTests {
    private let start = ContinuousClock.now
    private let message = OutgoingMessage(exchange: "e", routingKey: "k", properties: MessageProperties(messageID: "m"), body: [1])

    private func pending(limit: Int = 10) -> PendingPublishes<Int> {
        var pending = PendingPublishes<Int>(limit: limit)
        pending.isConfirming = true
        return pending
    }

    @Test("The thread is told of the first message only, and sends in the order of asking")
    func order() throws {
        var pending = self.pending()
        var second = self.message
        second.body = [2]
        #expect(try pending.admit(self.message, 1, at: self.start))
        #expect(try !pending.admit(second, 2, at: self.start))
        #expect(pending.next()?.body == [1])
        #expect(pending.next()?.body == [2])
        #expect(pending.next() == nil)
        #expect(try pending.admit(self.message, 3, at: self.start))
        #expect(pending.settle(2, multiple: true, isAck: true).map(\.0) == [1, 2])
        #expect(pending.count == 1)
    }

    @Test("No more are under way than the limit, sent or not")
    func overloaded() throws {
        var pending = self.pending(limit: 2)
        _ = try pending.admit(self.message, 1, at: self.start)
        _ = pending.next()
        _ = try pending.admit(self.message, 2, at: self.start)
        let error = #expect(throws: MessagingError.self) { try pending.admit(self.message, 3, at: self.start) }
        #expect(error?.code == .overloaded)
        #expect(pending.settle(1, multiple: false, isAck: true).count == 1)
        #expect(throws: Never.self) { try pending.admit(self.message, 3, at: self.start) }
    }

    @Test("Blocked: those who wait are told, the next are refused, until it is over")
    func blocked() throws {
        var pending = self.pending()
        _ = try pending.admit(self.message, 1, at: self.start)
        _ = pending.next()
        _ = try pending.admit(self.message, 2, at: self.start)
        let told = pending.block("low on disk")
        #expect(told.waiters == [1, 2])
        #expect(told.error.code == .blocked)
        #expect(pending.next() == nil)
        let refusal = #expect(throws: MessagingError.self) { try pending.admit(self.message, 3, at: self.start) }
        #expect(refusal?.code == .blocked)
        pending.unblock()
        _ = try pending.admit(self.message, 4, at: self.start)
        _ = pending.next()
        // The broker still answers for the first, which nobody waits for any more: tags must not shift.
        #expect(pending.settle(2, multiple: true, isAck: true).map(\.0) == [4])
    }

    @Test("The end: everybody is told once, and the first reason holds")
    func failed() throws {
        var pending = self.pending()
        _ = try pending.admit(self.message, 1, at: self.start)
        let first = pending.fail(MessagingError(.timedOut, "late"))
        #expect(first.waiters == [1])
        let second = pending.fail(MessagingError(.connectionClosed, "closed"))
        #expect(second.waiters.isEmpty)
        #expect(second.error.code == .timedOut)
        let refusal = #expect(throws: MessagingError.self) { try pending.admit(self.message, 2, at: self.start) }
        #expect(refusal?.code == .timedOut)
    }

    @Test("Time runs from the asking, whether sent or not")
    func overdue() throws {
        var pending = self.pending()
        #expect(!pending.isOverdue(at: self.start + .seconds(100), after: .seconds(5)))
        _ = try pending.admit(self.message, 1, at: self.start)
        #expect(!pending.isOverdue(at: self.start + .seconds(5), after: .seconds(5)))
        #expect(pending.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
        _ = pending.next()
        #expect(pending.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
        _ = pending.settle(1, multiple: false, isAck: true)
        #expect(!pending.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
    }

    @Test("A message without an id is given one, since a return names it by that alone")
    func identity() throws {
        var pending = self.pending()
        let anonymous = OutgoingMessage(exchange: "e", routingKey: "k", body: [])
        _ = try pending.admit(anonymous, 1, at: self.start)
        _ = try pending.admit(anonymous, 2, at: self.start)
        let first = try #require(pending.next()?.properties.messageID)
        let second = try #require(pending.next()?.properties.messageID)
        #expect(first != second)
        pending.return(messageID: second, reason: "NO_ROUTE")
        #expect(pending.settle(2, multiple: true, isAck: true).map(\.1) == [.confirmed, .returned("NO_ROUTE")])
    }

    @Test("Without confirms nothing is kept once it is sent")
    func unconfirmed() throws {
        var pending = PendingPublishes<Int>(limit: 1)
        for _ in 0..<3 {
            _ = try pending.admit(self.message, nil, at: self.start)
            #expect(pending.next() != nil)
        }
        #expect(pending.count == 0)
        #expect(!pending.isOverdue(at: self.start + .seconds(100), after: .seconds(5)))
    }
}
