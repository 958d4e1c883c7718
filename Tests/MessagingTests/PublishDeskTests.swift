@testable import Messaging
import Testing

@Suite struct PublishDeskTests {
    private let start = ContinuousClock.now
    private let message = OutgoingMessage(exchange: "e", routingKey: "k", properties: MessageProperties(messageID: "m"), body: [1])

    private func desk(limit: Int = 10) -> PublishDesk<Int> {
        var desk = PublishDesk<Int>(limit: limit)
        desk.isConfirming = true
        return desk
    }

    @Test("The thread is told of the first message only, and sends in the order of asking")
    func order() throws {
        var desk = self.desk()
        var second = self.message
        second.body = [2]
        #expect(try desk.admit(self.message, 1, at: self.start))
        #expect(try !desk.admit(second, 2, at: self.start))
        #expect(desk.next()?.body == [1])
        #expect(desk.next()?.body == [2])
        #expect(desk.next() == nil)
        #expect(try desk.admit(self.message, 3, at: self.start))
        #expect(desk.settle(2, multiple: true, isAck: true).map(\.0) == [1, 2])
        #expect(desk.count == 1)
    }

    @Test("No more are under way than the limit, sent or not")
    func overloaded() throws {
        var desk = self.desk(limit: 2)
        _ = try desk.admit(self.message, 1, at: self.start)
        _ = desk.next()
        _ = try desk.admit(self.message, 2, at: self.start)
        let error = #expect(throws: MessagingError.self) { try desk.admit(self.message, 3, at: self.start) }
        #expect(error?.code == .overloaded)
        #expect(desk.settle(1, multiple: false, isAck: true).count == 1)
        #expect(throws: Never.self) { try desk.admit(self.message, 3, at: self.start) }
    }

    @Test("Blocked: those who wait are told, the next are refused, until it is over")
    func blocked() throws {
        var desk = self.desk()
        _ = try desk.admit(self.message, 1, at: self.start)
        _ = desk.next()
        _ = try desk.admit(self.message, 2, at: self.start)
        let told = desk.block("low on disk")
        #expect(told.waiters == [1, 2])
        #expect(told.error.code == .blocked)
        #expect(desk.next() == nil)
        let refusal = #expect(throws: MessagingError.self) { try desk.admit(self.message, 3, at: self.start) }
        #expect(refusal?.code == .blocked)
        desk.unblock()
        _ = try desk.admit(self.message, 4, at: self.start)
        _ = desk.next()
        // The broker still answers for the first, which nobody waits for any more: tags must not shift.
        #expect(desk.settle(2, multiple: true, isAck: true).map(\.0) == [4])
    }

    @Test("The end: everybody is told once, and the first reason holds")
    func failed() throws {
        var desk = self.desk()
        _ = try desk.admit(self.message, 1, at: self.start)
        let first = desk.fail(MessagingError(.timedOut, "late"))
        #expect(first.waiters == [1])
        let second = desk.fail(MessagingError(.connectionClosed, "closed"))
        #expect(second.waiters.isEmpty)
        #expect(second.error.code == .timedOut)
        let refusal = #expect(throws: MessagingError.self) { try desk.admit(self.message, 2, at: self.start) }
        #expect(refusal?.code == .timedOut)
    }

    @Test("Time runs from the asking, whether sent or not")
    func overdue() throws {
        var desk = self.desk()
        #expect(!desk.isOverdue(at: self.start + .seconds(100), after: .seconds(5)))
        _ = try desk.admit(self.message, 1, at: self.start)
        #expect(!desk.isOverdue(at: self.start + .seconds(5), after: .seconds(5)))
        #expect(desk.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
        _ = desk.next()
        #expect(desk.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
        _ = desk.settle(1, multiple: false, isAck: true)
        #expect(!desk.isOverdue(at: self.start + .seconds(6), after: .seconds(5)))
    }

    @Test("A message without an id is given one, since a return names it by that alone")
    func identity() throws {
        var desk = self.desk()
        let anonymous = OutgoingMessage(exchange: "e", routingKey: "k", body: [])
        _ = try desk.admit(anonymous, 1, at: self.start)
        _ = try desk.admit(anonymous, 2, at: self.start)
        let first = try #require(desk.next()?.properties.messageID)
        let second = try #require(desk.next()?.properties.messageID)
        #expect(first != second)
        desk.return(messageID: second, reason: "NO_ROUTE")
        #expect(desk.settle(2, multiple: true, isAck: true).map(\.1) == [.confirmed, .returned("NO_ROUTE")])
    }

    @Test("Without confirms nothing is kept once it is sent")
    func unconfirmed() throws {
        var desk = PublishDesk<Int>(limit: 1)
        for _ in 0..<3 {
            _ = try desk.admit(self.message, nil, at: self.start)
            #expect(desk.next() != nil)
        }
        #expect(desk.count == 0)
        #expect(!desk.isOverdue(at: self.start + .seconds(100), after: .seconds(5)))
    }
}
